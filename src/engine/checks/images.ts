import { describeImage, type ImageDescription } from '../../knowledge/images.js';
import { isEndOfLife } from '../../knowledge/python-releases.js';
import type { ImageFact } from '../../model/evidence.js';
import type { Check, CheckContext } from '../check.js';

/** Base images that cannot be pulled, or in which nothing can be installed any more. */
export const deadImages: Check = function* (context) {
  for (const { fact, image } of knownImages(context)) {
    if (fact.use === 'service') continue;
    if (image.deleted) {
      yield {
        rule: 'NPA702',
        subject: { image: fact.reference },
        message: `${fact.reference} can no longer be pulled`,
        symptom: `manifest for ${fact.reference} not found: manifest unknown`,
        remedy: image.movedTo
          ? `it lives on as ${image.movedTo}; --fix does without it`
          : 'build on a newer image of the family that still exists; --fix does without it',
        locations: [fact.location],
        cured: true,
      };
      continue;
    }
    const installer = systemInstaller(fact, context);
    if (image.mirror !== 'archived' || !installer) continue;
    const { name = '', release = '', codename } = image.distribution ?? {};
    yield {
      rule: 'NPA702',
      subject: { image: fact.reference },
      message: `${fact.reference} is ${titleCase(name)} ${release}${codename ? ` (${codename})` : ''}, whose packages have left the mirrors: ${installer.text} fails`,
      symptom: SYMPTOMS[installer.manager] ?? 'the package archive answers 404',
      remedy: `build on a supported release, or point ${installer.manager} at the archive of old releases`,
      locations: [fact.location, installer.location],
      cured: true,
    };
  }
};

const SYMPTOMS: Record<string, string> = {
  apt: "E: The repository '… Release' does not have a Release file.",
  yum: 'Could not retrieve mirrorlist: Could not resolve host',
};

/** Tags that are moved to new images: `latest`, `3`, `3.9-slim`. */
export const floatingImages: Check = function* (context) {
  for (const { fact, image } of knownImages(context)) {
    if (!image.floating || fact.digest !== undefined) continue;
    const isBase = fact.use === 'base';
    yield {
      rule: 'NPA701',
      subject: { image: fact.reference },
      message: fact.tag
        ? `the tag ${fact.tag} of ${fact.name} moves: the image is another one each time it is rebuilt`
        : `${fact.name} has no tag: it is whatever is newest that day`,
      remedy: `name a digest: ${fact.name}${fact.tag ? `:${fact.tag}` : ''}@sha256:…`,
      locations: [fact.location],
      ...(isBase ? {} : { severity: 'note' as const }),
      cured: false,
    };
  }
};

/** Heroku's runtime.txt: the platform offers supported Pythons only. */
export const goneRuntimes: Check = function* (context) {
  for (const fact of context.project.facts.python) {
    const version = /^==\s*(\d+\.\d+(?:\.\d+)?)/.exec(fact.specifier)?.[1];
    if (!/(^|\/)runtime\.txt$/.test(fact.location.file) || !version) continue;
    if (!isEndOfLife(context.knowledge, version, context.today)) continue;
    yield {
      rule: 'NPA703',
      subject: { image: `python-${version}` },
      message: `Heroku no longer offers Python ${version}`,
      symptom: `Requested runtime (python-${version}) is not available for this stack`,
      remedy: `port to a supported Python, or run it elsewhere (--fix keeps Python ${context.environment.python.version})`,
      locations: [fact.location],
      confidence: 'medium',
      cured: true,
    };
  }
};

/** Images that are pulled, and what is known of them on the day of the audit; stages of the same file are none. */
function* knownImages(context: CheckContext): Iterable<{ fact: ImageFact; image: ImageDescription }> {
  for (const fact of context.project.facts.image) {
    if (context.project.files.get(fact.location.file) === 'vendored' || fact.unresolved) continue;
    const image = describeImage(context.knowledge, fact.reference, context.today);
    if (image) yield { fact, image };
    else if (fact.tag === undefined || fact.tag === 'latest') {
      yield { fact, image: { ...UNKNOWN, name: fact.name, floating: true } };
    }
  }
}

const UNKNOWN = { deleted: false, floating: false, musl: false, because: '' };

/** The first line of the image's own Dockerfile that installs system packages. */
function systemInstaller(fact: ImageFact, context: CheckContext) {
  const installed = context.project.facts['system-package'].find(
    (other) =>
      other.location.file === fact.location.file &&
      other.location.line > fact.location.line &&
      (other.manager === 'apt' || other.manager === 'yum'),
  );
  return (
    installed && {
      manager: installed.manager,
      location: installed.location,
      text: installed.manager === 'apt' ? 'apt-get' : 'yum',
    }
  );
}

function titleCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
