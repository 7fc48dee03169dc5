import type { PythonImport } from '../model/python-source.js';

/** The name that is looked for on the search path: `sklearn` of `sklearn.externals.joblib`. */
export function topLevel(module: string): string {
  return module.split('.', 1)[0] ?? module;
}

/** The dotted name that an absolute import reaches; of `from a import *` no more than `a` is known. */
export function importedSymbol({ module, name }: PythonImport): string {
  return name && name !== '*' ? `${module}.${name}` : module;
}
