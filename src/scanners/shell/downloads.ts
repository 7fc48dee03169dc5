import type { DownloadFact } from '../../model/evidence.js';
import { factAt } from './command-context.js';
import type { ShellCommand, ShellWord } from './command.js';
import { joinFolders } from './folders.js';
import { optionSet, parseArguments, programName, type ParsedArguments } from './options.js';

const FETCHERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'wget',
    optionSet(
      '-O --output-document -P --directory-prefix -o --output-file -a -t --tries -T --timeout -U --user-agent -e ' +
        '--execute --header --user --password --http-user --http-password --load-cookies --save-cookies -i -A -R -D -l ' +
        '--post-data --limit-rate --cut-dirs --progress -w --wait --ca-certificate --no-proxy-list -Q -X -I --quota',
    ),
  ],
  [
    'curl',
    optionSet(
      '-o --output -H --header -u --user -A --user-agent -e --referer -b --cookie -c --cookie-jar -x --proxy -m ' +
        '--max-time --retry --retry-delay --retry-max-time --connect-timeout -X --request -d --data --data-binary ' +
        '--data-raw --data-urlencode -F --form -T --upload-file -w --write-out -r --range -C --continue-at --cacert -E ' +
        '--cert --key -D --dump-header --output-dir --limit-rate -z --json --oauth2-bearer',
    ),
  ],
  ['aria2c', optionSet('-o --out -d --dir -x -s -j -k -i --header --checksum -c')],
  ['axel', optionSet('-o --output -n --num-connections -s -H')],
  ['gdown', optionSet('-O --output --id --proxy --speed')],
]);

/** Options of curl that send something, or ask a server: no file is fetched. */
const SENDS = optionSet(
  '-d --data --data-binary --data-raw --data-urlencode -F --form -T --upload-file --json -I --head',
);

const OUTPUT = optionSet('-O --output-document -o --output --out');

const CHECKERS =
  /^(?:sha(?:1|224|256|384|512)?sum|md5sum|md5|shasum|b2sum|cksum|gpg2?|gpgv|minisign|cosign|openssl)$/;

/**
 * States what the commands of one script fetch. A file counts as verified where a command that checks sums or
 * signatures names it, or is fed with it, anywhere in the same script.
 */
export function downloadFacts(commands: readonly ShellCommand[]): DownloadFact[] {
  const facts: DownloadFact[] = [];
  const checked = checkedFiles(commands);
  for (const command of commands) {
    const program = programName(command.argv[0]!.value);
    const takesValue = FETCHERS.get(program);
    if (takesValue === undefined) continue;
    const parsed = parseArguments(command.argv.slice(1), takesValue);
    const checksum = parsed.options.some(({ name }) => name === '--checksum');
    for (const word of urlsOf(program, parsed)) {
      const url = downloadUrl(word.value);
      if (url === undefined) continue;
      const names = [fileName(url), ...outputsOf(program, command, parsed)];
      const verified =
        checksum || checked.pipelines.has(command.pipeline) || names.some((name) => checked.names.has(name));
      facts.push({
        kind: 'download',
        url,
        via: program,
        ...(verified ? { verified } : {}),
        ...factAt(command, word),
      });
    }
  }
  return facts;
}

function urlsOf(program: string, { options, operands }: ParsedArguments): ShellWord[] {
  if (program === 'curl') {
    const method = options.find(({ name }) => name === '-X' || name === '--request')?.value?.value;
    if ((method !== undefined && method !== 'GET') || options.some(({ name }) => SENDS.has(name))) return [];
    // curl takes `example.org/x` for a URL too, but so does nobody who writes scripts.
    return operands;
  }
  if (program !== 'gdown') return operands;
  const words = [
    ...operands,
    ...options.flatMap(({ name, value }) => (name === '--id' && value ? [value] : [])),
  ];
  return words.map((word) =>
    !word.dynamic && /^[\w-]{20,}$/.test(word.value)
      ? { ...word, value: `https://drive.google.com/uc?id=${word.value}` }
      : word,
  );
}

function outputsOf(program: string, command: ShellCommand, { options }: ParsedArguments): string[] {
  const names = options.flatMap(({ name, value }) => {
    // To curl, `-O` means: under the name that the URL has.
    if (!OUTPUT.has(name) || value === undefined || (program === 'curl' && name === '-O')) return [];
    return [fileName(value.value)];
  });
  for (const { operator, target } of command.redirects)
    if (operator.startsWith('>')) names.push(fileName(target));
  return names;
}

function fileName(url: string): string {
  return url.split(/[?#]/, 1)[0]!.replace(/^.*\//, '');
}

/** A URL of a host on the network; undefined for the machine itself, for examples and for what depends on a variable. */
export function downloadUrl(text: string): string | undefined {
  const host = /^(?:https?|ftp):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(text)?.[1];
  if (host === undefined || !/^[\w.-]+$/.test(host)) return undefined;
  return isLocalHost(host) ? undefined : text;
}

function isLocalHost(host: string): boolean {
  return !host.includes('.') || /^(?:127\.|0\.0\.0\.0|10\.|192\.168\.|169\.254\.)/.test(host);
}

/** The files that checking commands name: in their arguments, in their input, and in what is piped into them. */
function checkedFiles(commands: readonly ShellCommand[]): { names: Set<string>; pipelines: Set<object> } {
  const checkers = commands.filter(({ argv }) => {
    const program = programName(argv[0]!.value);
    if (program.startsWith('gpg')) return argv.some(({ value }) => value.includes('verify'));
    if (program === 'openssl') return argv[1]?.value === 'dgst';
    return CHECKERS.test(program);
  });
  const pipelines = new Set(checkers.map(({ pipeline }) => pipeline));
  const texts = commands
    .filter(({ pipeline }) => pipelines.has(pipeline))
    .flatMap(({ argv, input }) => [...argv.slice(1).map(({ value }) => value), ...input]);
  const names = new Set(
    texts
      .flatMap((text) => text.split(/[\s*/]+/))
      .map((name) => name.replace(/\.(?:sha\d+(?:sum)?|md5|asc|sig)$/, '')),
  );
  return { names, pipelines };
}

/**
 * States what is cloned, and the folders it lands in. A commit that is checked out in such a folder later counts as
 * the revision of the clone.
 */
export function cloneFacts(commands: readonly ShellCommand[]): {
  facts: DownloadFact[];
  folders: Set<string>;
} {
  const clones = new Map<string, DownloadFact>();
  const facts: DownloadFact[] = [];
  for (const command of commands) {
    const { argv, directory } = command;
    const program = programName(argv[0]!.value);
    if (program !== 'git' && program !== 'hg' && program !== 'svn') continue;
    const { options, operands } = parseArguments(argv.slice(1), CLONE_OPTIONS);
    const verb = operands.shift()?.value;
    const workTree = options.find(({ name }) => name === '-C')?.value;
    const place = directory === undefined ? undefined : joinFolders(directory, workTree?.value ?? '');
    if (verb === 'clone' || (program === 'svn' && (verb === 'checkout' || verb === 'co'))) {
      const [url, target] = operands;
      if (!url || !isRemote(url.value)) continue;
      const revision = options.find(({ name }) => REVISION.has(name))?.value;
      const fact: DownloadFact = {
        kind: 'download',
        url: url.value,
        via: `${program} ${verb}`,
        ...factAt(command, url),
      };
      if (revision && !revision.dynamic) fact.revision = revision.value;
      facts.push(fact);
      const folder = target?.value ?? fileName(url.value.replace(/\/$/, '')).replace(/\.git$/, '');
      if (place !== undefined && target?.dynamic !== true) clones.set(joinFolders(place, folder), fact);
    } else if (place !== undefined && (verb === 'checkout' || verb === 'reset' || verb === 'switch')) {
      const revision = operands.find(({ value }) => value !== '.');
      const fact = clones.get(place);
      if (fact && revision && !revision.dynamic) fact.revision = revision.value;
    }
  }
  return { facts, folders: new Set(clones.keys()) };
}

const CLONE_OPTIONS = optionSet(
  '-b --branch --depth -C -c --config -o --origin -u --reference --jobs -j -r --rev --revision',
);
const REVISION = optionSet('-b --branch -r --rev --revision');

function isRemote(url: string): boolean {
  return /^(?:https?|git|ssh|svn|ftp):\/\/[\w.@:-]+\/.|^git@[\w.-]+:./.test(url) && !/[<>{}]/.test(url);
}
