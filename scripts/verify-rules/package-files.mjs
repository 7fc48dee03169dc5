// The modules in an unpacked wheel or source distribution.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readModule } from './module-facts.mjs';

const MODULE = /\.(?:py|so|pyd|pyx)$/;
const NATIVE = /\.(?:so|pyd|pyx)$/;
const ASIDE = /(?:^|\/)(?:tests?|testing|docs?|examples?|build|benchmarks?)\//;

/**
 * @typedef {{ path: string, native: boolean, isPackage: boolean }} Module
 *   `path`: its file below the folder, or its folder where there is no `__init__`
 */

/** The files of one release. */
export class PackageFiles {
  #folder;
  #files;
  #set;
  #facts = new Map();
  #roots = new Map();
  #classes = new Map();
  #mentions = new Map();
  #sourceFiles;

  /** @param {string} folder an unpacked archive */
  constructor(folder) {
    this.#folder = folder;
    this.#files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
    this.#set = new Set(this.#files);
  }

  /** The module of a dotted name; null where there is none. */
  module(parts) {
    const root = this.#rootOf(parts[0]);
    return root === null
      ? null
      : this.#moduleAt(root === '' ? parts.join('/') : `${root}/${parts.join('/')}`);
  }

  /** The dotted name of the package that relative imports of a module start from. */
  packageOf(parts, module) {
    return module.isPackage ? parts : parts.slice(0, -1);
  }

  /** What a module defines; null for native modules and folders. */
  facts(module) {
    if (module.native || !module.path.endsWith('.py')) return null;
    return this.#read(module.path);
  }

  /** What the stub beside a module declares; null where there is none. */
  stub(module) {
    const path = module.path.replace(/\.py$/, '.pyi');
    return path !== module.path && this.#set.has(path) ? this.#read(path) : null;
  }

  /** Whether a native module holds a name among its strings. */
  nativeMentions(module, name) {
    const bytes = readFileSync(join(this.#folder, module.path));
    const wanted = Buffer.from(name);
    const isWord = (byte) => byte !== undefined && /\w/.test(String.fromCharCode(byte));
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
      if (!isWord(bytes[at - 1]) && !isWord(bytes[at + wanted.length])) return true;
    }
    return false;
  }

  /** A native module of a package with the package's own name (`cv2/cv2.abi3.so`); null where there is none. */
  nativeNamesake(module) {
    const folder = dirname(module.path);
    const path = this.#files.find(
      (file) =>
        NATIVE.test(file) &&
        file.startsWith(`${folder}/`) &&
        basename(file).split('.')[0] === basename(folder),
    );
    return module.isPackage && path ? { path, native: true, isPackage: false } : null;
  }

  /** Whether a word stands anywhere in the sources, tests and examples aside. */
  mentions(word) {
    if (!this.#mentions.has(word)) {
      const pattern = new RegExp(`\\b${word}\\b`);
      this.#mentions.set(
        word,
        this.#sources().some((file) => pattern.test(this.text(file))),
      );
    }
    return this.#mentions.get(word);
  }

  /** Whether a name stands in quotes in a file. */
  quotes(file, name) {
    return new RegExp(`(['"])${name}\\1`).test(this.text(file));
  }

  /** Whether a name stands in quotes in a file or one beside it. */
  quotesBeside(file, name) {
    return this.#sources().some((other) => dirname(other) === dirname(file) && this.quotes(other, name));
  }

  /** Whether a module of this name is put into `sys.modules` somewhere. */
  registersModule(dotted) {
    return this.#sources().some((file) => {
      const text = this.text(file);
      return text.includes('sys.modules') && (text.includes(`'${dotted}'`) || text.includes(`"${dotted}"`));
    });
  }

  /** Every class of this name, each with the facts of its module. */
  classes(name) {
    if (!this.#classes.has(name)) this.#classes.set(name, this.#findClasses(name));
    return this.#classes.get(name);
  }

  #findClasses(name) {
    const pattern = new RegExp(`^[ \\t]*class ${name}\\b`, 'm');
    return this.#sources()
      .filter((file) => pattern.test(this.text(file)))
      .map((file) => ({ facts: this.#read(file), binding: this.#read(file).bound.get(name) }))
      .filter(({ binding }) => binding?.kind === 'class');
  }

  /** The text of a source file. */
  text(file) {
    return this.#facts.get(file)?.text ?? this.#texts(file);
  }

  #textCache = new Map();
  #texts(file) {
    if (!this.#textCache.has(file))
      this.#textCache.set(file, readFileSync(join(this.#folder, file), 'latin1'));
    return this.#textCache.get(file);
  }

  #sources() {
    this.#sourceFiles ??= this.#files.filter((file) => file.endsWith('.py') && !ASIDE.test(file));
    return this.#sourceFiles;
  }

  #read(path) {
    if (!this.#facts.has(path)) this.#facts.set(path, readModule(this.#texts(path)));
    return this.#facts.get(path);
  }

  /** The folder in which a top-level module lies, itself no package; the one nearest to the archive's top. */
  #rootOf(name) {
    if (!this.#roots.has(name)) {
      let root = null;
      for (const file of this.#files) {
        const parts = file.split('/');
        const at = parts.findIndex(
          (part, index) => part === name || (index === parts.length - 1 && isModuleFile(part, name)),
        );
        if (at < 0 || !MODULE.test(file)) continue;
        const folder = parts.slice(0, at).join('/');
        if (ASIDE.test(`${folder}/`) || this.#set.has(`${folder}/__init__.py`)) continue;
        root = folder;
        break;
      }
      this.#roots.set(name, root);
    }
    return this.#roots.get(name);
  }

  #moduleAt(path) {
    if (this.#set.has(`${path}/__init__.py`))
      return { path: `${path}/__init__.py`, native: false, isPackage: true };
    if (this.#set.has(`${path}.py`)) return { path: `${path}.py`, native: false, isPackage: false };
    const native = this.#files.find(
      (file) =>
        NATIVE.test(file) && dirname(file) === dirname(path) && isModuleFile(basename(file), basename(path)),
    );
    if (native) return { path: native, native: true, isPackage: false };
    if (existsSync(join(this.#folder, path))) return { path: `${path}/`, native: false, isPackage: true };
    return null;
  }
}

/** `_ufuncs.cpython-38-x86_64-linux-gnu.so` is the module `_ufuncs`. */
function isModuleFile(file, name) {
  return MODULE.test(file) && file.split('.')[0] === name;
}
