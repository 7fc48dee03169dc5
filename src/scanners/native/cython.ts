import type { Evidence, NativeSourceFact } from '../../model/evidence.js';
import { Positions } from '../positions.js';
import type { Scanner, SourceFile } from '../scanner.js';
import { isStandardHeader } from './standard-headers.js';

/** Cython sources: headers that they need to be compiled. */
export const cython: Scanner = {
  format: 'Cython',
  matches: (path) => /\.(?:pyx|pxd|pxi)$/.test(path),
  scan,
};

const NUMPY = /^[ \t]*(?:cimport[ \t]+numpy|from[ \t]+numpy[ \t]+cimport)\b/m;
const EXTERN = /^[ \t]*cdef[ \t]+extern[ \t]+from[ \t]+["']<?([^"'>\r\n]+)>?["']/gm;
const LIBRARIES = /^#[ \t]*distutils:[ \t]*libraries[ \t]*=[ \t]*([^\r\n]*)/gm;

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text);
  const { text } = positions;
  const facts: Evidence[] = [];
  const need = (kind: NativeSourceFact['needs']['kind'], name: string, start: number, end: number): void => {
    const location = positions.at(start, end);
    const line = positions.line(location.line).trim();
    facts.push({ kind: 'native', language: 'cython', needs: { kind, name }, location, text: line });
  };
  const numpy = NUMPY.exec(text);
  if (numpy)
    need('header', 'numpy/arrayobject.h', numpy.index + numpy[0].search(/\S/), numpy.index + numpy[0].length);
  for (const match of text.matchAll(EXTERN)) {
    const start = match.index + match[0].indexOf(match[1]!, match[0].indexOf('from'));
    if (!isStandardHeader(match[1]!) && match[1] !== '*')
      need('header', match[1]!, start, start + match[1]!.length);
  }
  for (const match of text.matchAll(LIBRARIES)) {
    const first = match.index + match[0].length - match[1]!.length;
    for (const word of match[1]!.matchAll(/[\w.+-]+/g)) {
      if (word[0] !== 'm') need('library', word[0], first + word.index, first + word.index + word[0].length);
    }
  }
  return facts;
}
