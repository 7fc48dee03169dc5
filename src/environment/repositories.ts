import type { Project } from '../model/project.js';
import { topLevel } from '../python/module-name.js';
import { normalizeName } from '../python/names.js';

/** Repositories that the project's instructions install from or clone, by the modules that their names suggest. */
export class Repositories {
  readonly #urls = new Map<string, string>();

  constructor(project: Project) {
    for (const fact of project.facts.requirement) {
      const url = fact.vcs?.url ?? fact.url;
      if (url && fact.name === '') this.#add(url);
    }
    for (const fact of project.facts.download) if (fact.via === 'git clone') this.#add(fact.url);
  }

  /**
   * The repository that provides a module, as far as its name tells: `imgrid` comes from `tf-imgrid`, `pctools` from
   * `pctools`.
   */
  providing(module: string): string | undefined {
    return this.#urls.get(normalizeName(topLevel(module)));
  }

  #add(url: string): void {
    const last =
      url
        .replace(/(?<!\/)\/+$/, '')
        .split(/[/:]/)
        .at(-1)
        ?.replace(/\.(git|zip|tar\.gz)$/, '') ?? '';
    const name = normalizeName(last);
    const words = name.split('-').filter((word) => word.length > 3);
    for (const key of [name, name.replaceAll('-', ''), ...words])
      if (!this.#urls.has(key)) this.#urls.set(key, url);
  }
}
