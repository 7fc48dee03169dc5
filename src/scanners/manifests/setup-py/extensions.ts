import type { NativeSourceFact } from '../../../model/evidence.js';
import type { Location } from '../../../model/location.js';
import type { Positions } from '../../positions.js';
import { itemsOf } from './values.js';
import type { Call, Text, Value } from './values.js';

type Language = NativeSourceFact['language'];

/** More values make no extension modules; the bound also bounds how deep they may lie. */
const MAX_VALUES = 500;

/** The calls that make an extension module, and what they compile. */
const LANGUAGES = new Map<string, Language>([
  ['Extension', 'c'],
  ['CMakeExtension', 'cmake'],
  ['CppExtension', 'c++'],
  ['CUDAExtension', 'cuda'],
  ['Pybind11Extension', 'c++'],
  ['RustExtension', 'rust'],
  ['cythonize', 'cython'],
]);

/**
 * States what the extension modules of a setup.py need: the API that compiles them, the libraries that they link, and
 * NumPy's headers where they include its folder of them. Takes the call of `setup()`.
 */
export function extensionFacts(setup: Call, positions: Positions): NativeSourceFact[] {
  const modules = setup.arguments.keywords.get('ext_modules')?.value;
  const extensions = modules === undefined ? [] : callsIn(modules);
  return [...extensions.flatMap((call) => callFacts(call, positions)), ...headerFacts(setup, 'c', positions)];
}

function callFacts(call: Call, positions: Positions): NativeSourceFact[] {
  const language = languageOf(call);
  if (language === undefined) return [];
  const api = fact(language, 'api', call.name, positions.at(call.start, call.start + call.name.length));
  const libraries = librariesOf(call).map(({ value, start, end }) => {
    return fact(language, 'library', value, positions.at(start, end));
  });
  return [api, ...libraries, ...headerFacts(call, language, positions)];
}

/** `include_dirs=[numpy.get_include()]` */
function headerFacts(call: Call, language: Language, positions: Positions): NativeSourceFact[] {
  const folders = ['include_dirs', 'include_path'].flatMap((key) => {
    const value = call.arguments.keywords.get(key)?.value;
    return value === undefined ? [] : itemsOf(value);
  });
  return folders.flatMap((folder) => {
    if (folder.kind !== 'call' || !/^get(_numpy)?_include$/.test(folder.name)) return [];
    return [fact(language, 'header', 'numpy/arrayobject.h', positions.at(folder.start, folder.end))];
  });
}

function fact(
  language: Language,
  kind: NativeSourceFact['needs']['kind'],
  name: string,
  location: Location,
): NativeSourceFact {
  return { kind: 'native', language, needs: { kind, name }, location };
}

function callsIn(value: Value, seen = new Set<Value>()): Call[] {
  if (seen.has(value) || seen.size > MAX_VALUES) return [];
  seen.add(value);
  if (value.kind === 'list') return value.items.flatMap((item) => callsIn(item, seen));
  if (value.kind !== 'call') return [];
  return [value, ...value.arguments.positional.flatMap((item) => callsIn(item, seen))];
}

function languageOf(call: Call): Language | undefined {
  const language = LANGUAGES.get(call.name);
  if (language !== 'c') return language;
  const [, second] = call.arguments.positional;
  const sources = texts(call.arguments.keywords.get('sources')?.value ?? second).map(({ value }) => value);
  if (sources.some((source) => source.endsWith('.cu'))) return 'cuda';
  if (sources.some((source) => source.endsWith('.pyx'))) return 'cython';
  if (sources.some((source) => /\.f\d*$/i.test(source))) return 'fortran';
  return sources.some((source) => /\.(cc|cpp|cxx)$/.test(source)) ? 'c++' : 'c';
}

/** `libraries=['gsl']`, and `-lgsl` among the arguments for the linker. */
function librariesOf(call: Call): Text[] {
  const flags = texts(call.arguments.keywords.get('extra_link_args')?.value).filter(({ value }) =>
    /^-l./.test(value),
  );
  const linked = flags.map((flag) => ({ ...flag, value: flag.value.slice('-l'.length) }));
  return [...texts(call.arguments.keywords.get('libraries')?.value), ...linked].filter(
    ({ incomplete }) => !incomplete,
  );
}

function texts(value: Value | undefined): Text[] {
  return value === undefined ? [] : itemsOf(value).filter((item) => item.kind === 'text');
}
