/** A repository on GitHub at one commit, with what Nix needs to know to accept it without asking anybody. */
export interface GitHubPin {
  owner: string;
  repo: string;
  /** The commit, 40 hexadecimal digits. */
  rev: string;
  /** Hash of the tree as Nix counts it: `sha256-` and base64. */
  narHash: string;
  /** The committer's time of that commit, in seconds. Never to be guessed: Nix refuses a wrong one. */
  lastModified: number;
}

/** An input of a flake under the name that flake.nix gives it. */
export interface FlakeInput {
  name: string;
  pin: GitHubPin;
}

/**
 * flake.lock (version 7) for inputs that flake.nix pins by commit and marks `flake = false`: byte for byte what Nix
 * would write, so that Nix neither rewrites it nor needs the network to agree with it.
 *
 * @throws {RangeError} for a pin that Nix would refuse
 */
export function flakeLock(inputs: readonly FlakeInput[]): string {
  const nodes = new Map<string, unknown>();
  const names = inputs.map(({ name }) => name);
  if (new Set([...names, 'root']).size !== names.length + 1) throw new RangeError('input names must differ');
  for (const { name, pin } of inputs) {
    checkPin(pin);
    const { owner, repo, rev, narHash, lastModified } = pin;
    nodes.set(name, {
      flake: false,
      locked: { lastModified, narHash, owner, repo, rev, type: 'github' },
      original: { owner, repo, rev, type: 'github' },
    });
  }
  nodes.set('root', { inputs: sorted(names.map((name) => [name, name])) });
  return `${JSON.stringify({ nodes: sorted([...nodes]), root: 'root', version: 7 }, null, 2)}\n`;
}

/** The URL by which flake.nix names a pin. */
export function flakeUrl({ owner, repo, rev }: GitHubPin): string {
  return `github:${owner}/${repo}/${rev}`;
}

function checkPin({ owner, repo, rev, narHash, lastModified }: GitHubPin): void {
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
  if (!name.test(owner) || !name.test(repo)) throw new RangeError(`no GitHub repository: ${owner}/${repo}`);
  if (!/^[0-9a-f]{40}$/.test(rev)) throw new RangeError(`no commit: ${rev}`);
  if (!/^sha256-[A-Za-z0-9+/]{43}=$/.test(narHash)) throw new RangeError(`no SRI sha256: ${narHash}`);
  if (!Number.isSafeInteger(lastModified) || lastModified <= 0)
    throw new RangeError(`no time: ${lastModified}`);
}

/** An object with its keys in the order of their bytes, as Nix writes them. */
function sorted(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries([...entries].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}
