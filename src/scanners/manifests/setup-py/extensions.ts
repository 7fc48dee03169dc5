import type { NativeSourceFact } from '../../../model/evidence.js';
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

/** States what the extension modules of a setup.py need: the API that compiles them, and the libraries they link. */
export function extensionFacts(value: Value, positions: Positions): NativeSourceFact[] {
  return callsIn(value).flatMap((call) => {
    const language = languageOf(call);
    if (language === undefined) return [];
    const location = positions.at(call.start, call.start + call.name.length);
    const api: NativeSourceFact = {
      kind: 'native',
      language,
      needs: { kind: 'api', name: call.name },
      location,
    };
    return [api, ...librariesOf(call).map((text) => libraryFact(language, text, positions))];
  });
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

function librariesOf(call: Call): Text[] {
  return texts(call.arguments.keywords.get('libraries')?.value).filter(({ incomplete }) => !incomplete);
}

function texts(value: Value | undefined): Text[] {
  return value === undefined ? [] : itemsOf(value).filter((item) => item.kind === 'text');
}

function libraryFact(
  language: Language,
  { value, start, end }: Text,
  positions: Positions,
): NativeSourceFact {
  return {
    kind: 'native',
    language,
    needs: { kind: 'library', name: value },
    location: positions.at(start, end),
  };
}
