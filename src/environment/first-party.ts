import { topLevel } from '../python/module-name.js';

/** How near to the importing file a module of the repository lies. */
export type Nearness =
  /** On a folder that Python searches when this file runs: its own, one above it, the root, `src` … */
  | 'near'
  /** Somewhere else in the repository: it may be on the search path by other means, or only share the name. */
  | 'elsewhere';

/** Folders that are put on the search path by convention. */
const SOURCE_ROOTS = new Set(['', 'src', 'lib', 'libs', 'python', 'code', 'source', 'app', 'scripts']);

const MODULE_FILE = /^([A-Za-z_]\w*)(?:\.(?:cpython|cp|pypy)[\w-]*|\.abi3)?\.(?:py|pyw|pyi|pyx|pxd|so|pyd)$/;
const PROTOCOL_FILE = /^([A-Za-z_][\w-]*)\.proto$/;

/**
 * The modules that a repository itself provides: Python files, folders that hold some, compiled modules, what protoc
 * will generate, and what a setup.py builds or installs.
 */
export class FirstParty {
  /** Module name → folders in which it lies. */
  readonly #folders = new Map<string, Set<string>>();
  readonly #packages = new Set<string>();
  readonly #built: ReadonlySet<string>;

  /**
   * @param paths every path of the repository
   * @param built names that the repository's own build produces: extension modules, the project's packages
   */
  constructor(paths: readonly string[], built: Iterable<string>) {
    this.#built = new Set(built);
    for (const path of paths) {
      const slash = path.lastIndexOf('/');
      const folder = slash < 0 ? '' : path.slice(0, slash);
      const name = path.slice(slash + 1);
      if (name === '__init__.py') this.#packages.add(folder);
      const generated = PROTOCOL_FILE.exec(name)?.[1]?.replaceAll('-', '_');
      if (generated) {
        this.#add(`${generated}_pb2`, folder);
        this.#add(`${generated}_pb2_grpc`, folder);
      }
      const module = MODULE_FILE.exec(name)?.[1];
      if (!module) continue;
      if (module !== '__init__') this.#add(module, folder);
      this.#addFolders(folder);
    }
  }

  /**
   * Whether, and how near, the repository provides a module.
   *
   * @param module a dotted absolute name
   * @param from the importing file
   */
  find(module: string, from: string): Nearness | undefined {
    const top = topLevel(module);
    if (this.#built.has(top)) return 'near';
    const folders = this.#folders.get(top);
    if (!folders) return undefined;
    const own = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
    let elsewhere = false;
    for (const folder of folders) {
      // Within a package, Python 3 takes `import redis` in pkg/redis.py or beside it for the one from outside.
      if (folder === own && this.#packages.has(own) && !this.#holds(folder, module)) {
        elsewhere = true;
        continue;
      }
      if (SOURCE_ROOTS.has(folder) || own === folder || own.startsWith(`${folder}/`)) return 'near';
      elsewhere = true;
    }
    return elsewhere ? 'elsewhere' : undefined;
  }

  /** Whether the very submodule lies there: `dataset.provider` as dataset/provider.py is no namesake. */
  #holds(folder: string, module: string): boolean {
    const [top = '', second] = module.split('.');
    if (second === undefined) return false;
    return this.#folders.get(second)?.has(folder === '' ? top : `${folder}/${top}`) ?? false;
  }

  #add(module: string, folder: string): void {
    const folders = this.#folders.get(module);
    if (folders) folders.add(folder);
    else this.#folders.set(module, new Set([folder]));
  }

  /** Every folder on the way to a module can be imported as a (namespace) package. */
  #addFolders(folder: string): void {
    for (let rest = folder; rest !== '';) {
      const slash = rest.lastIndexOf('/');
      const parent = slash < 0 ? '' : rest.slice(0, slash);
      const name = rest.slice(slash + 1);
      if (this.#folders.get(name)?.has(parent)) return;
      this.#add(name, parent);
      rest = parent;
    }
  }
}
