import type { Evidence, NativeSourceFact } from '../../model/evidence.js';
import { cudaArchitectures } from '../cuda.js';
import { Positions } from '../positions.js';
import type { Scanner, SourceFile } from '../scanner.js';

const FORMAT = 'CMakeLists.txt';
const MAX_LENGTH = 1_000_000;

/** CMakeLists.txt: packages and libraries that it looks for, and GPU architectures. */
export const cmake: Scanner = {
  format: FORMAT,
  matches: (path) => /(?:^|\/)CMakeLists\.txt$/.test(path),
  scan,
};

const COMMAND =
  /\b(find_package|pkg_check_modules|pkg_search_module|target_link_libraries|enable_language|project|add_library|add_executable)\s*\(([^()]*)\)/gi;

const LINK_KEYWORDS = /^(?:PUBLIC|PRIVATE|INTERFACE|LINK_\w+|optimized|debug|general)$/;

function scan(file: SourceFile): Evidence[] {
  const positions = new Positions(file.path, file.text.slice(0, MAX_LENGTH));
  const text = positions.text.replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
  const facts: Evidence[] = [];
  const seen = new Set<string>();
  const own = new Set<string>();
  const need = (
    kind: NativeSourceFact['needs']['kind'],
    name: string,
    start: number,
    length = name.length,
  ): void => {
    if (seen.has(`${kind} ${name}`)) return;
    seen.add(`${kind} ${name}`);
    const location = positions.at(start, start + length);
    const line = positions.line(location.line).trim();
    facts.push({ kind: 'native', language: 'cmake', needs: { kind, name }, location, text: line });
  };
  const commands = [...text.matchAll(COMMAND)].map((match) => {
    const first = match.index + match[0].length - 1 - match[2]!.length;
    const words = [...match[2]!.matchAll(/[^\s"]+/g)].map((word) => ({
      value: word[0],
      start: first + word.index,
    }));
    return { name: match[1]!.toLowerCase(), words };
  });
  for (const { name, words } of commands) if (name.startsWith('add_') && words[0]) own.add(words[0].value);
  for (const { name, words } of commands) {
    if (name === 'find_package') {
      if (words[0] && /^\w+$/.test(words[0].value)) need('cmake-package', words[0].value, words[0].start);
    } else if (name === 'enable_language' || name === 'project') {
      const cuda = words.find(({ value }, i) => value === 'CUDA' && (i > 0 || name === 'enable_language'));
      if (cuda) need('cmake-package', 'CUDA', cuda.start);
    } else if (name.startsWith('pkg_')) {
      for (const { value, start } of words.slice(1)) {
        const module = /^([a-z0-9][\w.+-]*)(?:[<>=].*)?$/.exec(value)?.[1];
        if (module !== undefined) need('pkg-config', module, start);
      }
    } else if (name === 'target_link_libraries') {
      for (const { value, start } of words.slice(1)) {
        const library = /^(?:-l)?([A-Za-z][\w+.-]*)$/.exec(value)?.[1];
        if (library !== undefined && !LINK_KEYWORDS.test(value) && !own.has(library))
          need('library', library, start, value.length);
      }
    }
  }
  for (const match of text.matchAll(/\b(?:sm|compute)_\d{2,3}a?\b/g)) {
    for (const version of cudaArchitectures(match[0])) {
      if (seen.has(version)) continue;
      seen.add(version);
      const location = positions.at(match.index, match.index + match[0].length);
      const line = positions.line(location.line).trim();
      facts.push({ kind: 'cuda', what: 'architecture', version, source: FORMAT, location, text: line });
    }
  }
  return facts;
}
