/** A line of a requirements file that belongs to another program, and the package version that it tells of. */
export interface ForeignLine {
  readonly message: string;
  readonly pin?: { readonly name: string; readonly version: string; readonly build?: string };
}

const NAME = String.raw`(?<name>[A-Za-z0-9_][\w.-]*)`;

/** Output of other programs, saved or pasted as requirements. Groups name the package and its version. */
const FORMS: readonly { pattern: RegExp; message: string }[] = [
  { pattern: /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/, message: 'a merge conflict was left here' },
  {
    pattern: new RegExp(`^${NAME}=(?<version>[^\\s=<>!~]+)=(?<build>[^\\s=<>!~]+)$`),
    message: 'a row of `conda list --export`, which pip cannot read',
  },
  {
    pattern: new RegExp(`^${NAME}\\s*=\\s*(?<version>\\d[^\\s=<>!~,;]*)$`),
    message: "conda's `name=version`; pip wants `==`",
  },
  {
    pattern: new RegExp(`^${NAME}\\s+\\((?<version>\\d[^\\s(),]*)(?:,[^)]*)?\\)$`),
    message: 'a row of `pip list`, which pip cannot read',
  },
  {
    // Three or four columns are conda's: name, version, build and channel.
    pattern: new RegExp(
      `^${NAME}\\s+(?<version>\\d[^\\s=<>!~;]*)(?:\\s+(?<build>[^\\s=<>!~;]+)(?:\\s+[^\\s=<>!~;]+)?)?$`,
    ),
    message: 'a row of a package list (`pip list` or `conda list`), which pip cannot read',
  },
  { pattern: /^(?:Package\s+Version|-{3,}(?:\s+-{3,})*$)/, message: 'the heading of a package list' },
  {
    pattern:
      /^(?:[$!%]\s*)?(?:sudo\s+)?(?:pip[\d.]*|python[\d.]*|conda|mamba|apt|apt-get|yum|brew|git|wget|curl|easy_install|source|export|cd|docker)\s+[-./A-Za-z~]/,
    message: 'a shell command, not a requirement',
  },
];

/** Recognises what people paste or pipe into requirements files by mistake. Gives null for all else; throws nothing. */
export function recogniseForeignLine(text: string): ForeignLine | null {
  for (const { pattern, message } of FORMS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const { name, version, build } = match.groups ?? {};
    return name && version ? { message, pin: { name, version, ...(build && { build }) } } : { message };
  }
  return null;
}
