import type { Evidence } from '../model/evidence.js';
import type { Facts, Project } from '../model/project.js';
import { pathRole } from './path-role.js';

/** Formats that state what a project needs, the most telling first. */
const MANIFESTS: [format: RegExp, rank: number][] = [
  [/(^|\/)(poetry|uv|pdm|pixi)\.lock$|(^|\/)pylock(\.[^/]*)?\.toml$|(^|\/)Pipfile\.lock$/, 0],
  [/(^|\/)pyproject\.toml$/, 1],
  [/(^|\/)Pipfile$/, 1],
  [/(^|\/)requirements\.txt$/, 2],
  [/(^|\/)[^/]*requirements[^/]*\.(txt|in|pip)$/, 3],
  [/(^|\/)requirements\/[^/]+\.(txt|in)$/, 3],
  [/(^|\/)[^/]*environment[^/]*\.ya?ml$/i, 2],
  [/(^|\/)setup\.(py|cfg)$/, 2],
  [/(^|\/)pixi\.toml$/, 2],
];

/** Folders of manifests that speak for the folder above them. */
const BELONGS_ABOVE =
  /^(requirements?|deps|dependencies|conda|envs?|environments?|docker.*|build|install|scripts?|tools?|utils?|config|etc|deploy.*)$/i;

/**
 * Tells the projects of a repository apart. A folder is a project of its own if a manifest in it requires something
 * and it holds Python code of its own; test, documentation, example and container folders belong to what is above
 * them. Facts go to the innermost project around their file.
 *
 * @param paths every path of the repository
 * @returns at least one project, the main one first: the root if it states anything or nothing else does, else the
 *   one with the most code
 */
export function divide(paths: readonly string[], evidence: Evidence[]): Project[] {
  const stating = new Set(evidence.filter((fact) => states(fact)).map((fact) => fact.location.file));
  const code = codeFolders(paths);
  const folders = new Set(['.']);
  for (const file of stating) {
    const folder = homeOf(file);
    if (folder !== '.' && isOwnProject(folder, code)) folders.add(folder);
  }
  const projects = new Map<string, Project>();
  for (const folder of folders)
    projects.set(folder, { path: folder, manifests: [], files: new Map(), facts: noFacts() });
  const owner = ownerFinder(projects);
  for (const path of paths) {
    const project = owner(path);
    project.files.set(path, pathRole(project.path === '.' ? path : path.slice(project.path.length + 1)));
    if (stating.has(path)) project.manifests.push(path);
  }
  for (const fact of evidence) addFact(owner(fact.location.file).facts, fact);
  for (const project of projects.values())
    project.manifests.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return mainFirst([...projects.values()]);
}

function noFacts(): Facts {
  return {
    requirement: [],
    locked: [],
    project: [],
    include: [],
    index: [],
    python: [],
    'system-package': [],
    image: [],
    'install-command': [],
    program: [],
    library: [],
    download: [],
    'host-path': [],
    native: [],
    'compiled-module': [],
    cuda: [],
    notebook: [],
    output: [],
    'entry-point': [],
    'nix-file': [],
    unreadable: [],
    'python-source': [],
  };
}

function addFact(facts: Facts, fact: Evidence): void {
  (facts[fact.kind] as Evidence[]).push(fact);
}

/** Facts that make their file a manifest. */
function states(fact: Evidence): boolean {
  if (rank(fact.location.file) === Infinity) return false;
  return (
    (fact.kind === 'requirement' && fact.origin === 'manifest') ||
    fact.kind === 'locked' ||
    fact.kind === 'project'
  );
}

function rank(file: string): number {
  return MANIFESTS.find(([pattern]) => pattern.test(file))?.[1] ?? Infinity;
}

/** The folder that a manifest speaks for. */
function homeOf(file: string): string {
  const parts = file.split('/').slice(0, -1);
  while (parts.length > 0 && BELONGS_ABOVE.test(parts.at(-1) ?? '')) parts.pop();
  return parts.length === 0 ? '.' : parts.join('/');
}

/** For each folder the number of Python files in it and below. */
function codeFolders(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    if (!/\.(py|ipynb)$/.test(path) || /(^|\/)setup\.py$/.test(path)) continue;
    const parts = path.split('/').slice(0, -1);
    for (let i = 0; i <= parts.length; i++) {
      const folder = i === 0 ? '.' : parts.slice(0, i).join('/');
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return counts;
}

function isOwnProject(folder: string, code: Map<string, number>): boolean {
  return pathRole(`${folder}/x.py`) === 'code' && (code.get(folder) ?? 0) > 0;
}

function ownerFinder(projects: Map<string, Project>): (path: string) => Project {
  const root = projects.get('.');
  if (!root) throw new Error('there is always a root project');
  return (path) => {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const project = projects.get(path.slice(0, cut));
      if (project) return project;
    }
    return root;
  };
}

function mainFirst(projects: Project[]): Project[] {
  const sources = (project: Project) => project.facts['python-source'].length;
  const root = projects.find((project) => project.path === '.');
  const others = projects
    .filter((project) => project !== root)
    .sort((a, b) => sources(b) - sources(a) || (a.path < b.path ? -1 : 1));
  if (!root) return others;
  // A root without a manifest and (nearly) without code only holds the others together; its facts (a README, a
  // compose file) still count, for the largest of them.
  const main = others[0];
  if (main && root.manifests.length === 0 && sources(root) * 4 < sources(main)) {
    for (const [path, role] of root.files) main.files.set(path, role);
    for (const fact of Object.values(root.facts).flat()) addFact(main.facts, fact);
    return others;
  }
  return [root, ...others];
}
