import type { Evidence } from '../../model/evidence.js';
import { baseName } from '../repository-path.js';
import type { Scanner, SourceFile } from '../scanner.js';

/** `x.cpython-37m-x86_64-linux-gnu.so`, `x.cpython-38-darwin.so`, `x.cp36-win_amd64.pyd`. */
const TAGGED = /^([\w-]+)\.(?:cpython-|cp)(\d)(\d{1,2})[a-z]*-([\w-]+)\.(?:so|pyd)$/;
/** `x.abi3.so`, `x.so`, `x.pyd`; a `libx.so` is a library for others to link. */
const UNTAGGED = /^(?!lib)([\w-]+)(?:\.abi3)?\.(?:so|pyd)$/;
const BYTE_CODE = /^[\w-]+\.cpython-(\d)(\d{1,2})(?:\.opt-\d)?\.pyc$/;

/** Compiled modules and byte code in the repository: the name tells the Python, the content is not read. */
export const compiledModule: Scanner = {
  format: 'compiled module',
  matches: (path) =>
    /\.(?:so|pyd|pyc)$/.test(path) && [TAGGED, UNTAGGED, BYTE_CODE].some((name) => name.test(baseName(path))),
  scan,
};

function scan(file: SourceFile): Evidence[] {
  const name = baseName(file.path);
  const location = { file: file.path, line: 0 };
  const byteCode = BYTE_CODE.exec(name);
  if (byteCode) {
    const specifier = `==${byteCode[1]!}.${byteCode[2]!}.*`;
    return [{ kind: 'python', specifier, strength: 'runs', source: 'byte code', location, text: name }];
  }
  const tagged = TAGGED.exec(name);
  if (!tagged) return [{ kind: 'compiled-module', module: UNTAGGED.exec(name)?.[1] ?? name, location }];
  const [, module, major, minor, platform] = tagged;
  return [
    {
      kind: 'compiled-module',
      module: module!,
      python: `${major!}.${minor!}`,
      platform: platform!,
      location,
    },
  ];
}
