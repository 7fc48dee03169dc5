import type { Evidence, NativeSourceFact } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { KNOWN_APIS } from './known-apis.js';
import { isStandardHeader } from './standard-headers.js';

const EXTENSION = /\.(c|cc|cpp|cxx|h|hh|hpp|hxx|cu|cuh)$/i;

const LANGUAGES: ReadonlyMap<string, NativeSourceFact['language']> = new Map([
  ['c', 'c'],
  ['h', 'c'],
  ['cu', 'cuda'],
  ['cuh', 'cuda'],
]);

const INCLUDE = /^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\r\n]+)[>"]/gm;
const API = new RegExp(`\\b(?:${[...KNOWN_APIS.keys()].join('|')})\\b`, 'g');
/** An AT_DISPATCH macro that is given `x.type()`, as PyTorch wanted it before `x.scalar_type()`. */
const DISPATCH_ON_TYPE = /\bAT_DISPATCH_\w+\(\s*[\w.()[\]]{1,100}\.type\(\)\s*,/g;

/** C, C++ and CUDA: which headers and which removed interfaces a source needs. Each is stated once per file. */
export const cSource: Scanner = {
  format: 'C source',
  matches: (path) => EXTENSION.test(path),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text);
  const extension = EXTENSION.exec(file.path)![1]!.toLowerCase();
  const language = LANGUAGES.get(extension) ?? 'c++';
  const facts: Evidence[] = [];
  const seen = new Set<string>();
  const need = (kind: 'header' | 'api', name: string, start: number, end: number): void => {
    if (seen.has(name)) return;
    const location = positions.at(start, end);
    const text = positions.line(location.line).trim().slice(0, 200);
    if (/^(?:\/\/|\/?\*)/.test(text)) return;
    seen.add(name);
    facts.push({ kind: 'native', language, needs: { kind, name }, location, text });
  };
  for (const match of positions.text.matchAll(INCLUDE)) {
    const header = match[1]!.trim();
    const start = match.index + match[0].length - match[1]!.length - 1;
    if (!isStandardHeader(header)) need('header', header, start, start + match[1]!.length);
  }
  for (const match of positions.text.matchAll(API))
    need('api', match[0], match.index, match.index + match[0].length);
  for (const match of positions.text.matchAll(DISPATCH_ON_TYPE)) {
    need('api', 'AT_DISPATCH(Tensor.type())', match.index, match.index + match[0].length - 1);
  }
  return facts;
}
