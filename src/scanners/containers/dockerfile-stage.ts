import { posix } from 'node:path';

/** Bounds on what is remembered of a stage, since each stage may start from the one before. */
const MAX_COPIES = 500;
const MAX_VARIABLES = 500;

/** What is known while the instructions of one stage are read. */
export class Stage {
  readonly environment: Map<string, string>;
  readonly arguments = new Map<string, string>();
  workdir: string;
  /** What was copied into the image, the latest last. */
  readonly #copies: { source: string; target: string }[];

  /** A stage starts from nothing, or from where another stage ended. */
  constructor(base?: Stage) {
    this.environment = new Map(base?.environment);
    this.workdir = base?.workdir ?? '/';
    this.#copies = base ? [...base.#copies] : [];
  }

  /** Environment and build arguments; the environment wins. */
  get variables(): Map<string, string> {
    return new Map([...this.arguments, ...this.environment]);
  }

  /** Sets an environment variable; undefined for a value that is not known. */
  setEnvironment(name: string, value: string | undefined): void {
    if (value === undefined) this.environment.delete(name);
    else if (this.environment.size < MAX_VARIABLES) this.environment.set(name, value);
  }

  /** Notes that `COPY sources target` put parts of the repository into the image. */
  copy(sources: readonly string[], target: string): void {
    if (this.#copies.length > MAX_COPIES) return;
    const absolute = posix.resolve(this.workdir, target);
    for (const source of sources) {
      const name = posix.basename(source);
      const intoFolder =
        sources.length > 1 ||
        target.endsWith('/') ||
        target === '.' ||
        !looksLikeFile(posix.basename(target));
      const isFile = looksLikeFile(name);
      this.#copies.push({ source, target: isFile && intoFolder ? posix.join(absolute, name) : absolute });
    }
  }

  /** Where a path in the image comes from in the repository; undefined where it was not copied from there. */
  repositoryPath(path: string, directory: string | undefined): string | undefined {
    if (directory === undefined) return undefined;
    const absolute = posix.resolve('/', directory, path);
    let best: { source: string; target: string } | undefined;
    for (const copy of this.#copies) {
      const below =
        absolute === copy.target || absolute.startsWith(copy.target === '/' ? '/' : copy.target + '/');
      if (below && copy.target.length >= (best?.target.length ?? 0)) best = copy;
    }
    if (!best) return undefined;
    return posix.join(best.source, posix.relative(best.target, absolute)).replace(/(?<=.)\/$/, '');
  }
}

/** A name with an extension is a file, one without a folder: the file system is not asked. */
function looksLikeFile(name: string): boolean {
  return /[^.]\.\w+$/.test(name) || /^(?:Pipfile|Makefile)$/.test(name);
}
