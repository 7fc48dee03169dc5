import { aptPackage } from '../knowledge/apt.js';
import { knownProgram, programsIn } from '../knowledge/executables.js';
import { libraryIn, sharedLibrary } from '../knowledge/sonames.js';
import type { Knowledge } from '../knowledge/types.js';
import type { ExecutableDecision, Reason, SystemDecision } from '../model/report.js';

/**
 * Collects what a project needs from its system: one decision for each library and program, with every reason that
 * was given for it.
 */
export class SystemDecisions {
  readonly #libraries = new Map<string, SystemDecision>();
  readonly #executables = new Map<string, ExecutableDecision>();

  /**
   * @param release the nixpkgs release that attributes are named for
   * @param installed names of system packages that the repository's own instructions install
   */
  constructor(
    readonly knowledge: Knowledge,
    readonly release: string,
    readonly installed: ReadonlySet<string>,
  ) {}

  get libraries(): SystemDecision[] {
    return [...this.#libraries.values()];
  }

  get executables(): ExecutableDecision[] {
    return [...this.#executables.values()];
  }

  /** @param name a soname (`libGL.so.1`), or what code gives to load it */
  addLibrary(name: string, reason: Reason): void {
    const known = sharedLibrary(this.knowledge, name);
    const library = known?.soname ?? name;
    const found = this.#libraries.get(library);
    if (found) {
      found.because.push(reason);
      found.for = 'run';
      return;
    }
    this.#libraries.set(library, {
      library,
      for: 'run',
      declared: this.#installs(known?.apt),
      because: [reason],
      ...inNix(known?.hostDriver ? undefined : known?.nix(this.release)),
      ...inDebian(known?.apt),
    });
  }

  /** @param name as it is started; a program that is not known, or that every machine has (`tar`), is no need */
  addProgram(name: string, reason: Reason): void {
    const known = knownProgram(this.knowledge, name);
    if (!known || known.hostDriver || known.apt.some((apt) => aptPackage(this.knowledge, apt)?.needless))
      return;
    const found = this.#executables.get(known.name);
    if (found) {
      found.because.push(reason);
      return;
    }
    this.#executables.set(known.name, {
      name: known.name,
      declared: this.#installs([known.name, ...known.apt]),
      because: [reason],
      ...inNix(known.nix(this.release)),
      ...inDebian(known.apt),
    });
  }

  /** @param apt a Debian package with headers or tools that something is compiled with */
  addBuildPackage(apt: string, reason: Reason): void {
    const known = aptPackage(this.knowledge, apt);
    if (known?.needless) return;
    const found = this.#libraries.get(apt);
    if (found) {
      found.because.push(reason);
      return;
    }
    this.#libraries.set(apt, {
      library: apt,
      apt,
      for: 'build',
      declared: this.#installs([apt, ...(known?.renamedTo ?? [])]),
      because: [reason],
      ...inNix(known?.nix(this.release)),
    });
  }

  /** @param apt a Debian package that the repository's own instructions install: what it holds is what is needed */
  addInstalled(apt: string, reason: Reason): void {
    const known = aptPackage(this.knowledge, apt);
    if (!known || known.needless || /^python/.test(apt)) return;
    if (/-dev$/.test(apt)) this.addBuildPackage(apt, reason);
    if (/^lib/.test(apt)) {
      const soname = libraryIn(this.knowledge, apt);
      if (soname !== undefined) this.addLibrary(soname, reason);
    } else {
      for (const program of programsIn(this.knowledge, apt)) this.addProgram(program, reason);
    }
  }

  #installs(names: readonly string[] = []): boolean {
    return names.some((name) => isInstalled(name, this.installed));
  }
}

function inNix(attributes: readonly string[] = []): { nix?: string } {
  return attributes[0] ? { nix: attributes[0] } : {};
}

function inDebian(packages: readonly string[] = []): { apt?: string } {
  return packages[0] ? { apt: packages[0] } : {};
}

/** A package itself, or its headers, which bring it along: libmagic-dev depends on libmagic1. */
function isInstalled(apt: string, installed: ReadonlySet<string>): boolean {
  return installed.has(apt) || installed.has(`${apt.replace(/[\d.-]*(t64)?$/, '')}-dev`);
}
