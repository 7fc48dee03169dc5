import type { CudaFact, Evidence, PythonStatementFact, RequirementFact } from '../../model/evidence.js';
import { normalizeName } from '../../python/names.js';
import type { Positions } from '../positions.js';
import { PROSE_NAMES } from './prose-names.js';

const SOURCE = 'README';

/**
 * States which versions prose names: of Python, CUDA, cuDNN and well-known libraries. Each statement is made once,
 * at its first place. A line that speaks of what does not work, or of somebody else's code, states nothing.
 */
export function proseFacts(lines: readonly number[], positions: Positions): Evidence[] {
  const facts = new Map<string, Evidence>();
  for (const line of lines) {
    const written = positions.line(line);
    if (written.length > MAX_LINE || !/\d/.test(written)) continue;
    const offset = positions.offset(line);
    for (const { key, fact, start, end } of [
      ...badgeIn(written),
      ...sentencesOf(written).flatMap(statementsIn),
    ]) {
      if (facts.has(key)) continue;
      const location = positions.at(offset + start, offset + end);
      facts.set(key, { ...fact, location, text: written.trim().slice(0, 200) });
    }
  }
  return [...facts.values()];
}

/** Longer lines are data, not prose. */
const MAX_LINE = 3000;

/** A sentence and where it begins in its line. */
interface Sentence {
  text: string;
  start: number;
}

function sentencesOf(line: string): Sentence[] {
  const text = withoutLinks(line);
  const sentences: Sentence[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.;!?]\s+(?=[A-Z])/g)) {
    sentences.push({ text: text.slice(start, match.index + 1), start });
    start = match.index + match[0].length;
  }
  return [...sentences, { text: text.slice(start), start }].filter(({ text }) => !ELSEWHERE.test(text));
}

function statementsIn({ text, start }: Sentence): Statement[] {
  const statements = [...pythonIn(text), ...cudaIn(text), ...librariesIn(text), ...bulletIn(text)];
  return statements.map((found) => ({ ...found, start: start + found.start, end: start + found.end }));
}

interface Statement {
  key: string;
  fact:
    Omit<PythonStatementFact, 'location'> | Omit<CudaFact, 'location'> | Omit<RequirementFact, 'location'>;
  start: number;
  end: number;
}

/** What does not work, no longer works, or is another implementation than this one. */
const ELSEWHERE =
  /\b(?:not\s+(?:support|work|compatible|tested|yet|available|guarantee)\w*|n't|no\s+longer|drop(?:s|ped)?|remov(?:e|ed|es)|deprecat\w+|incompatible|fail(?:s|ed|ing)?|errors?|bugs?|cannot|end[- ]of[- ]life|re-?implement\w*|unofficial|port\s+of|counterpart|instead\s+of|unlike|rather\s+than|(?:pytorch|tensorflow|keras|tf|caffe)[\d.x ]{0,20}\s(?:implementation|version|code)\b)/i;

/** Blanks out where links and images lead, and HTML tags, at the same length. */
function withoutLinks(text: string): string {
  const blank = (part: string): string => ' '.repeat(part.length);
  return text
    .replace(/!\[[^\]]{0,200}\]\([^)]{0,1000}\)/g, blank)
    .replace(/\]\([^)]{0,1000}\)/g, blank)
    .replace(/\b(?:https?|ftp):\/\/\S+/g, blank)
    .replace(/<[^<>]{1,500}>/g, blank);
}

const BETWEEN = String.raw`[\s:|*_\x60(-]{0,4}(?:version\s{1,2}|v\.?\s?)?`;
const OPERATOR = String.raw`(>=|=>|≥|>|<=|≤|<|==|~=|=)?\s?`;
const LATER = String.raw`(\+|\.[xX*]|\s?\(?(?:or|and)\s(?:later|higher|newer|above|greater|up|more recent)|\sand\sup)?`;

const PYTHON = new RegExp(
  String.raw`(?<![\w./-])(>=|≥|>)?\s?Python${BETWEEN}${OPERATOR}v?((?:2\.[3-7]|3\.\d{1,2})(?:\.\d{1,2})?)(?![\d])${LATER}((?:\s{0,2}(?:,|/|\||or|and|&|-|–|to)\s{0,2}(?:Python\s)?(?:2\.[3-7]|3\.\d{1,2})(?:\.\d{1,2})?(?![\d])){0,8})`,
  'gi',
);
const MAJOR = /(?<![\w./-])Python\s?([23])(\+|\.x)?(?![\w.]|\s?\+\+)/gi;
const DEMANDS =
  /\b(?:requir\w*|need\w*|tested|install\w*|support\w*|works?|written|runs?|prerequisit\w*|dependenc\w*|only|us(?:e|ing))\b|^\s*(?:[-*+]|\d+\.)\s*Python/i;

function pythonIn(text: string): Statement[] {
  const statements: Statement[] = [];
  const add = (specifier: string, start: number, end: number): void => {
    const fact = { kind: 'python', specifier, strength: 'mentions', source: SOURCE } as const;
    statements.push({ key: `python ${specifier}`, fact, start, end });
  };
  for (const match of text.matchAll(PYTHON)) {
    const [whole, before, operator, version, later, more] = match;
    const end = match.index + whole.length;
    const others = more!.matchAll(
      /(,|\/|\||or|and|&|-|–|to)\s{0,2}(?:Python\s)?(\d\.\d{1,2}(?:\.\d{1,2})?)/gi,
    );
    const specifiers = [specifierOf(before ?? operator, version!, later)];
    let last = version!;
    for (const [, separator, other] of others) {
      if (/^(?:-|–|to)$/i.test(separator!)) {
        specifiers.pop();
        specifiers.push(`>=${last},<${after(other!)}`);
      } else specifiers.push(specifierOf(undefined, other!, undefined));
      last = other!;
    }
    for (const specifier of specifiers) add(specifier, match.index, end);
  }
  if (statements.length === 0 && DEMANDS.test(text)) {
    for (const match of text.matchAll(MAJOR)) {
      const specifier = match[2] === '+' ? `>=${match[1]!}` : `==${match[1]!}.*`;
      add(specifier, match.index, match.index + match[0].length);
    }
  }
  return statements;
}

/** The minor version after one: where a range ends that includes it. */
function after(version: string): string {
  const [major, minor] = version.split('.');
  return `${major!}.${String(Number(minor) + 1)}`;
}

/** `1.4` means any of its patch releases, `1.4.0` that one. */
function specifierOf(operator: string | undefined, version: string, later: string | undefined): string {
  const parts = version.split('.').length;
  if (later && !/^\.[xX*]$/.test(later)) return `>=${version}`;
  switch (operator) {
    case '>=':
    case '=>':
    case '≥':
      return `>=${version}`;
    case '<=':
    case '≤':
      return `<=${version}`;
    case '>':
    case '<':
    case '~=':
      return operator + version;
    default:
      return parts >= 3 && !later ? `==${version}` : `==${version}.*`;
  }
}

/** `https://…/badge/python-3.6-blue.svg` */
function badgeIn(text: string): Statement[] {
  const statements: Statement[] = [];
  for (const match of text.matchAll(/\/badge\/python(?:_?version)?-([^-\s/)]{1,60})-/gi)) {
    let value: string;
    try {
      value = decodeURIComponent(match[1]!).replaceAll('_', ' ');
    } catch {
      continue;
    }
    const versions = [...value.matchAll(/(>=|≥|>)?\s?(\d\.\d{1,2}(?:\.\d{1,2})?)(\+)?/g)];
    for (const [, operator, version, later] of versions) {
      const specifier = specifierOf(operator, version!, later);
      const fact = { kind: 'python', specifier, strength: 'mentions', source: 'badge' } as const;
      const start = match.index + match[0].length - 1 - match[1]!.length;
      statements.push({ key: `python ${specifier}`, fact, start, end: start + match[1]!.length });
    }
  }
  return statements;
}

const CUDA = new RegExp(
  String.raw`(?<![\w/-])(CUDA|cuDNN)(?:\s(?:Toolkit|SDK|library))?${BETWEEN}${OPERATOR}v?(\d{1,2}(?:\.\d{1,3}){0,3})(?![\w.]*\d|\s?(?:GPU|core|device|%))`,
  'gi',
);
const DRIVER = /\bdriver[^.\d\n]{0,20}(\d{3}\.\d{2,3}(?:\.\d{2})?)\b/gi;

function cudaIn(text: string): Statement[] {
  const statements: Statement[] = [];
  const add = (what: CudaFact['what'], version: string, match: RegExpExecArray): void => {
    const fact = { kind: 'cuda', what, version, source: SOURCE } as const;
    statements.push({
      key: `${what} ${version}`,
      fact,
      start: match.index,
      end: match.index + match[0].length,
    });
  };
  for (const match of text.matchAll(CUDA)) {
    const what = match[1]!.toLowerCase() === 'cuda' ? 'cuda' : 'cudnn';
    const version = match[3]!;
    const major = Number(version.split('.')[0]);
    if (what === 'cuda' ? major >= 5 && major <= 13 : major >= 2 && major <= 9) add(what, version, match);
  }
  for (const match of text.matchAll(DRIVER))
    if (/nvidia|cuda|gpu/i.test(text)) add('driver', match[1]!, match);
  return statements;
}

const LIBRARY = new RegExp(
  String.raw`(?<![\w./@-])(${[...PROSE_NAMES.keys()].join('|')})${BETWEEN}${OPERATOR}v?(\d{1,4}(?:\.\d{1,4}){1,3}|\d(?=\.[xX*]))(?![\d]|\s?(?:-|–|to)\s?\d)${LATER}`,
  'gi',
);

/** `- einops==0.3.0`: a list of requirements, written for people. */
const BULLET =
  /^\s*[-*+]\s+[`*]{0,2}([A-Za-z][\w.-]{1,60})\s?(==|>=|<=|~=)\s?(\d{1,4}(?:\.\d{1,4}){0,3})[`*]{0,2}\s*$/;

/** What such lists name besides Python packages. */
const NO_PACKAGE =
  /^(?:python|cuda|cudnn|cuda-toolkit|gcc|clang|cmake|make|ubuntu|debian|linux|macos|windows|nvidia|driver|node|nodejs|npm|java|jdk|docker|nvcc|ffmpeg|matlab|conda|anaconda|miniconda|julia|rust|ruby|php|mysql|postgres(?:ql)?|redis|mongodb|blender|ros|git|bash|swig|boost|eigen|opencv|tensorrt)$/i;

function bulletIn(text: string): Statement[] {
  const match = BULLET.exec(text);
  if (!match || NO_PACKAGE.test(match[1]!)) return [];
  const start = match[0].indexOf(match[1]!);
  return [
    prose(match[1]!, normalizeName(match[1]!), match[2]! + match[3]!, start, match[0].trimEnd().length),
  ];
}

function librariesIn(text: string): Statement[] {
  const statements: Statement[] = [];
  for (const match of text.matchAll(LIBRARY)) {
    const [whole, rawName, operator, version, later] = match;
    const name = PROSE_NAMES.get(rawName!.toLowerCase().replace(/\s+/g, ' '));
    if (name === undefined) continue;
    const specifier = operator === '==' ? `==${version!}` : specifierOf(operator, version!, later);
    statements.push(prose(rawName!, name, specifier, match.index, match.index + whole.length));
  }
  return statements;
}

function prose(rawName: string, name: string, specifier: string, start: number, end: number): Statement {
  const fact: Statement['fact'] = {
    kind: 'requirement',
    name,
    rawName,
    extras: [],
    specifier,
    hashes: [],
    role: 'runtime',
    origin: 'prose',
    format: SOURCE,
  };
  return { key: `${name} ${specifier}`, fact, start, end };
}
