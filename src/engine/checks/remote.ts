import type { DownloadFact, RequirementFact, VcsReference } from '../../model/evidence.js';
import type { Check, CheckContext } from '../check.js';
import { groupBy } from '../group-by.js';
import { count, enumerate } from '../words.js';

/** A revision that names one state for ever. */
function isCommit(revision: string | undefined): boolean {
  return revision !== undefined && /^[0-9a-f]{7,40}$/i.test(revision);
}

/** A tag can be moved but hardly ever is; a branch moves all the time. */
function looksLikeTag(revision: string | undefined): boolean {
  return revision !== undefined && /\d\.\d/.test(revision);
}

/** Requirements and clones that follow a branch. */
export const vcsUnpinned: Check = function* (context) {
  for (const fact of context.project.facts.requirement) {
    const { vcs } = fact;
    if (!vcs || isCommit(vcs.revision) || looksLikeTag(vcs.revision) || isOwn(vcs.url, context)) continue;
    const name = fact.name || repositoryName(vcs.url);
    yield {
      rule: 'NPA801',
      subject: subjectOf(fact, vcs),
      message: `${name} is installed from ${branch(vcs.revision)} of ${vcs.url}: whatever it holds that day`,
      remedy: `name a commit of about ${context.epoch.date}: …@<commit>`,
      locations: [fact.location],
      cured: false,
    };
  }
  const own = ownClone(context);
  const clones = context.project.facts.download.filter(
    (fact) =>
      fact.via === 'git clone' &&
      fact.url !== own &&
      !isOwn(fact.url, context) &&
      !isCommit(fact.revision) &&
      !looksLikeTag(fact.revision),
  );
  for (const [url, facts] of groupBy(clones, (fact) => fact.url)) {
    const first = facts[0];
    if (!first) continue;
    yield {
      rule: 'NPA801',
      subject: { distribution: repositoryName(url).toLowerCase(), url },
      message: `${repositoryName(url)} is cloned at ${branch(first.revision)}: whatever it holds that day`,
      remedy: `check out a commit of about ${context.epoch.date} after cloning`,
      locations: facts.map((fact) => fact.location),
      cured: false,
    };
  }
};

/** Archives installed from a URL: nothing says that tomorrow's file is today's. */
export const urlWithoutHash: Check = function* (context) {
  for (const fact of context.project.facts.requirement) {
    if (
      !fact.url ||
      fact.url.startsWith('file:') ||
      fact.vcs ||
      fact.hashes.length > 0 ||
      /[#&](sha256|sha512|sha1|md5)=/.test(fact.url)
    )
      continue;
    yield {
      rule: 'NPA802',
      subject: fact.name ? { distribution: fact.name, url: fact.url } : { url: fact.url },
      message: `${fact.name || 'a package'} is installed from a URL without a hash`,
      remedy: 'append #sha256=… or --hash, or take the release from an index',
      locations: [fact.location],
      cured: false,
    };
  }
};

/** Paths in requirements that the repository does not hold: `-e ../lib`, `name @ file:///tmp/build`. */
export const missingLocalRequirement: Check = function* (context) {
  for (const fact of context.project.facts.requirement) {
    const path = fact.url?.startsWith('file:') ? fact.url : fact.path;
    if (
      path === undefined ||
      fact.origin !== 'manifest' ||
      fact.vcs ||
      path === '' ||
      path === '.' ||
      context.exists(path)
    )
      continue;
    yield {
      rule: 'NPA803',
      subject: fact.name ? { distribution: fact.name, file: path } : { file: path },
      message: `${path} is required but is not in the repository`,
      symptom: fact.editable
        ? `ERROR: ${path} is not a valid editable requirement.`
        : `ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '${path.replace(/^file:(\/\/)?/, '')}'`,
      remedy: fact.name
        ? `install ${fact.name} from an index: the path was left by conda or a local build`
        : 'add the file, or install the package from an index',
      locations: [fact.location],
      cured: false,
    };
  }
};

/** What is fetched to be kept: archives, data, weights, scripts. A page or an interface's answer has no checksum. */
const KEPT =
  /\.(zip|tar|t?gz|tgz|bz2|xz|7z|rar|whl|egg|deb|rpm|h5|hdf5|pkl|pickle|pth?|ckpt|pb|onnx|npz?|mat|csv|tsv|bin|weights|model|caffemodel|sh|run|exe|jar)(\?.*)?$/i;

/** Files fetched without a checksum: one finding for each file that fetches them. */
export const unverifiedDownload: Check = function* (context) {
  const unverified = context.project.facts.download.filter((fact) => {
    const role = context.project.files.get(fact.location.file);
    const counts = role !== 'vendored' && role !== 'test';
    return counts && fact.via !== 'git clone' && !fact.verified && KEPT.test(fact.url);
  });
  for (const [file, facts] of groupBy(unverified, (fact) => fact.location.file)) {
    const urls = [...new Set(facts.map((fact) => fact.url))];
    const [first = ''] = urls;
    yield {
      rule: 'NPA804',
      subject: urls.length === 1 ? { url: first } : { url: first, file },
      message:
        urls.length === 1
          ? `${first} is fetched (${facts[0]?.via ?? 'download'}) and nothing checks what arrives`
          : `${count(urls.length, 'file')} are fetched and nothing checks what arrives: ${enumerate(urls, 2)}`,
      remedy: 'compare the sha256 after each download, and keep a copy',
      locations: facts.map((fact) => fact.location),
      cured: false,
    };
  }
};

/** `git://` was switched off by GitHub in 2022. */
export const refusedProtocol: Check = function* (context) {
  const facts: (DownloadFact | RequirementFact)[] = [
    ...context.project.facts.download,
    ...context.project.facts.requirement,
  ];
  for (const fact of facts) {
    const url = fact.kind === 'download' ? fact.url : fact.vcs?.url;
    if (!url || !/^(git\+)?git:\/\/github\.com\//.test(url)) continue;
    yield {
      rule: 'NPA805',
      subject: { url },
      message: 'GitHub no longer answers git://',
      symptom: 'fatal: remote error: The unauthenticated git protocol on port 9418 is no longer supported.',
      remedy: `write https:// instead: ${url.replace(/^(git\+)?git:/, '$1https:')}`,
      locations: [fact.location],
      references: ['https://github.blog/2021-09-01-improving-git-protocol-security-github/'],
      cured: false,
    };
  }
};

/** The first clone of a README is that of the repository itself, unless the code imports what is cloned. */
function ownClone(context: CheckContext): string | undefined {
  const first = context.project.facts.download.find(
    (fact) => fact.via === 'git clone' && /^readme/i.test(fact.location.file),
  );
  return context.imports.some((use) => use.repository === first?.url) ? undefined : first?.url;
}

function subjectOf(fact: RequirementFact, vcs: VcsReference): { distribution?: string; url: string } {
  return fact.name ? { distribution: fact.name, url: vcs.url } : { url: vcs.url };
}

function branch(revision: string | undefined): string {
  return revision === undefined ? 'the default branch' : `the branch ${revision}`;
}

function repositoryName(url: string): string {
  return (
    url
      .replace(/(?<!\/)\/+$/, '')
      .split(/[/:]/)
      .pop()
      ?.replace(/\.git$/, '') ?? url
  );
}

/** A README that says how to clone the repository itself speaks of no dependency. */
function isOwn(url: string, context: CheckContext): boolean {
  const name = repositoryName(url).toLowerCase();
  return context.ownNames.has(name);
}
