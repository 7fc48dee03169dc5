/** A conda match specification, translated as far as PEP 440 can say it. */
export interface CondaSpec {
  name: string;
  /** PEP 440; '' where any version will do, or where PEP 440 cannot say it (`1.4|1.6`). */
  specifier: string;
  channel?: string;
  build?: string;
}

const SPEC = /^(?:([\w./:-]+)::)?([A-Za-z0-9_][\w.-]*)\s*(.*)$/s;

/**
 * Reads a match specification as it stands in environment files and on command lines: `numpy`, `python=3.6`,
 * `conda-forge::gdal=2.4.*=py36_0`, `scipy >=1.2,<1.4`. Gives undefined for what names no package.
 */
export function parseCondaSpec(text: string): CondaSpec | undefined {
  const match = SPEC.exec(text.trim());
  if (!match) return undefined;
  const [, channel, name, rest] = match;
  const spec: CondaSpec = { name: name!.toLowerCase(), specifier: '' };
  if (channel !== undefined) spec.channel = channel;
  let version = rest!;
  const bracket = /^\[(.*)\]$/.exec(version);
  if (bracket) {
    version = /version\s*=\s*['"]?([^'",\]]+)/.exec(bracket[1]!)?.[1] ?? '';
    const build = /build\s*=\s*['"]?([^'",\]]+)/.exec(bracket[1]!)?.[1];
    if (build !== undefined) spec.build = build;
  } else {
    const withBuild = /^(==?|)\s*([^=<>!~\s,|]+)(?:=|\s+)([^\s=<>!~,|]+)$/.exec(version);
    if (withBuild) {
      // `name=1.4=build` names one version, unlike `name=1.4`.
      version = (withBuild[1] === '' ? '' : '==') + withBuild[2]!;
      spec.build = withBuild[3]!;
    }
  }
  const specifier = toPep440(version.trim());
  if (specifier === undefined) return undefined;
  spec.specifier = specifier;
  return spec;
}

/** Translates a version condition; undefined where it is none. */
function toPep440(version: string): string | undefined {
  if (version === '' || version === '*' || version.includes('|')) return '';
  const clauses: string[] = [];
  for (const part of version.split(',')) {
    const match = /^(==|!=|<=|>=|~=|=|<|>|)\s*([\w.!+*-]+)$/.exec(part.trim());
    if (!match) return undefined;
    const [, operator, number] = match;
    const fuzzy = number!.replace(/\.?\*$/, '');
    if (fuzzy === '') continue;
    if (operator === '=') clauses.push(`==${fuzzy}.*`);
    else if (operator === '' || operator === '==' || operator === '!=') {
      clauses.push(`${operator === '' ? '==' : operator!}${number === fuzzy ? fuzzy : fuzzy + '.*'}`);
    } else clauses.push(operator! + fuzzy);
  }
  return clauses.join(',');
}
