import type { DownloadFact, Evidence, HostPathFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';
import type { Guard, PythonCall, PythonSource, Span } from '../../python/source/index.js';
import { excerptAt } from '../excerpt.js';
import { isHostPath } from '../host-paths.js';
import { commandsIn } from '../shell/commands.js';
import { downloadUrl } from '../shell/downloads.js';
import { programName } from '../shell/options.js';
import { isStartedProgram } from '../shell/programs.js';

/** What the facts of a Python source need besides: where its lines stand, and their text. */
export interface SourcePlace {
  location(span: Span): Location;
  /** The text of a line, from 1. */
  line(line: number): string;
}

/** Functions that load a shared library, and how people call them. */
const LOADERS: ReadonlyMap<string, string> = new Map([
  ['ctypes.CDLL', 'ctypes.CDLL'],
  ['ctypes.PyDLL', 'ctypes.PyDLL'],
  ['ctypes.cdll.LoadLibrary', 'ctypes.cdll.LoadLibrary'],
  ['ctypes.CDLL.LoadLibrary', 'ctypes.cdll.LoadLibrary'],
  ['ctypes.util.find_library', 'ctypes.util.find_library'],
  ['cffi.FFI.dlopen', 'cffi dlopen'],
  ['numpy.ctypeslib.load_library', 'numpy.ctypeslib.load_library'],
]);

const STARTERS =
  /^(?:subprocess\.(?:run|call|Popen|check_call|check_output|getoutput|getstatusoutput)|os\.(?:system|popen[234]?|exec[lv]p?e?|spawn[lv]p?e?)|shutil\.which|distutils\.spawn\.(?:find_executable|spawn)|commands\.(?:getoutput|getstatusoutput)|pexpect\.(?:spawn|run)|asyncio\.create_subprocess_(?:exec|shell)|plumbum\.local)$/;

const ASKERS = /^(?:shutil\.which|distutils\.spawn\.find_executable)$/;

const FETCHERS =
  /^(?:urllib\.(?:request\.)?(?:urlretrieve|urlopen)|urllib2\.urlopen|six\.moves\.urllib\.request\.(?:urlretrieve|urlopen)|six\.moves\.urllib\.\w+|requests\.get|wget\.download|torch\.hub\.(?:load_state_dict_from_url|download_url_to_file)|torch\.utils\.model_zoo(?:\.load_url)?|torchvision\.datasets\.utils\.download_(?:url|and_extract_archive)|(?:tensorflow\.(?:python\.)?)?keras\.utils\.(?:data_utils\.)?get_file|gdown\.(?:download|cached_download)|pooch\.retrieve|tensorflow_hub\.(?:load|Module|KerasLayer))$/;

/** Keywords with which a function checks what it fetched. */
const CHECKS = new Set(['file_hash', 'md5_hash', 'md5', 'known_hash', 'check_hash', 'hash_prefix']);

/** So many lines after a call its URL still counts as its argument. */
const CALL_LINES = 3;

/** States what the calls and strings of a Python source need of the machine and of the network. */
export function pythonFacts(source: PythonSource, place: SourcePlace): Evidence[] {
  return [...callFacts(source, place), ...fetchFacts(source, place), ...pathFacts(source, place)];
}

function callFacts({ calls }: PythonSource, place: SourcePlace): Evidence[] {
  const facts: Evidence[] = [];
  for (const call of calls) {
    const loader = LOADERS.get(call.symbol);
    if (loader !== undefined) {
      if (call.partial || call.argument === '') continue;
      facts.push({
        kind: 'library',
        library: call.argument,
        via: loader,
        ...guardedBy(call.guards),
        ...placeOf(call.span, place),
      });
    } else if (STARTERS.test(call.symbol)) facts.push(...programsOf(call, place));
    else if (call.symbol === 'torch.hub.load' && !call.partial) facts.push(...hubFacts(call, place));
  }
  return facts;
}

/** Code that expects the call to fail. */
function guardedBy(guards: readonly Guard[]): { guarded?: true } {
  return guards.some(({ kind }) => kind !== 'main' && kind !== 'version') ? { guarded: true } : {};
}

function programsOf(call: PythonCall, place: SourcePlace): Evidence[] {
  const context = { ...(call.inFunction ? { inFunction: true } : {}), ...guardedBy(call.guards) };
  const asks = ASKERS.test(call.symbol) ? { guarded: true } : {};
  return startedPrograms(call).map((program) => ({
    kind: 'program',
    program,
    via: call.symbol,
    ...context,
    ...asks,
    ...placeOf(call.span, place),
  }));
}

/** The programs that a call starts: of a list its first string, of a string what a shell would start. */
function startedPrograms({ argument, list, partial }: PythonCall): string[] {
  const first = list[0];
  if (first !== undefined) return !/\s/.test(first) && isStartedProgram(first) ? [programName(first)] : [];
  const text = argument.slice(0, 500);
  // Of `"ffm" + x` nobody knows the first word, of `"ffmpeg -i " + x` only the last.
  // What a substitution would give is as unknown as what it would cost to read a thousand of them.
  if (/\$\(|`/.test(text)) return [];
  if (partial && !/^\s*[\w./-]+\s/.test(text)) return [];
  const commands = commandsIn(excerptAt(text, { file: '', line: 1 }));
  const known = partial ? commands.slice(0, 1) : commands;
  const programs = known
    .map(({ argv }) => argv[0]!)
    .filter((word) => !word.dynamic && isStartedProgram(word.value))
    .map((word) => programName(word.value));
  return [...new Set(programs)];
}

/** `torch.hub.load('owner/name:tag', …)` fetches a repository. */
function hubFacts(call: PythonCall, place: SourcePlace): DownloadFact[] {
  const match = /^([\w.-]+\/[\w.-]+)(?::([\w./-]+))?$/.exec(call.argument);
  if (!match) return [];
  const revision = match[2] === undefined ? {} : { revision: match[2] };
  const url = `https://github.com/${match[1]!}`;
  return [{ kind: 'download', url, via: 'torch.hub.load', ...revision, ...placeOf(call.span, place) }];
}

function fetchFacts({ references, strings }: PythonSource, place: SourcePlace): DownloadFact[] {
  const urls = strings.filter(({ kind }) => kind === 'url');
  if (urls.length === 0) return [];
  const facts = new Map<(typeof urls)[number], DownloadFact>();
  for (const { symbol, call, span, arguments: given } of references) {
    if (!call || !FETCHERS.test(symbol)) continue;
    const url = urls[firstAfter(urls, span)];
    if (!url || url.span.line > span.line + CALL_LINES) continue;
    if (facts.has(url) || downloadUrl(url.value) === undefined) continue;
    // On a line below, another statement may have begun.
    if (url.span.line > span.line && !isInside(span.line, url.span, place)) continue;
    const verified = given?.keywords.some((keyword) => CHECKS.has(keyword)) ? { verified: true } : {};
    facts.set(url, {
      kind: 'download',
      url: url.value,
      via: symbol,
      ...verified,
      ...placeOf(url.span, place),
    });
  }
  return [...facts.values()];
}

/** The index of the first string after a place; strings stand in the order of the file. */
function firstAfter(strings: readonly { span: Span }[], { line, column }: Span): number {
  let low = 0;
  let high = strings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { span } = strings[middle]!;
    if (span.line < line || (span.line === line && span.column <= column)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether brackets that open on a line are still open where a later line has its string. */
function isInside(first: number, span: Span, place: SourcePlace): boolean {
  let depth = 0;
  for (let line = first; line <= span.line; line++) {
    const text = line === span.line ? place.line(line).slice(0, span.column - 1) : place.line(line);
    for (const c of text.replace(/"[^"]*"|'[^']*'/g, '')) {
      if (c === '(' || c === '[' || c === '{') depth++;
      else if (c === ')' || c === ']' || c === '}') depth--;
    }
    if (depth <= 0) return false;
  }
  return true;
}

/**
 * What stands before a string that is no path of a file: in a web application `/data/…` is a route, and in an HDF5 file
 * `h['/data/…']` is a node.
 */
const NO_FILE =
  /\b(?:route|url\w*|href|endpoint|api|request\w*|get|post|put|delete|patch|path)\(\s*[rRuUbB]?$|[\w)\]]\[\s*[rRuUbB]?$/i;

/** So much of a line before a string decides what it is. */
const MAX_BEFORE = 200;

function pathFacts({ strings }: PythonSource, place: SourcePlace): HostPathFact[] {
  const facts: HostPathFact[] = [];
  for (const { kind, value, span } of strings) {
    if (kind !== 'path' || !isHostPath(value)) continue;
    const line = place.line(span.line);
    const before = line.slice(Math.max(0, span.column - 1 - MAX_BEFORE), span.column - 1);
    if (NO_FILE.test(before)) continue;
    const overridable =
      /\bdefault\s*=\s*(?:\w+\()?[rRuUbB]?$/.test(before.trimEnd()) || /\bDEFINE_\w+\(/.test(before);
    facts.push({
      kind: 'host-path',
      path: value,
      ...(overridable ? { overridable } : {}),
      ...placeOf(span, place),
    });
  }
  return facts;
}

function placeOf(span: Span, place: SourcePlace): { location: Location; text: string } {
  return { location: place.location(span), text: place.line(span.line).trim().slice(0, 200) };
}
