// Writes rules/docs/README.md, the table of all rules, from rules/checks.toml: node scripts/rule-index.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import TOML from '@iarna/toml';

const INTRODUCTION = `<!-- Written by scripts/rule-index.mjs from rules/checks.toml: change it there. -->

# The rules

Each finding names its rule. The page of a rule says what it means, shows an example and the error that one will read, how to
fix it by hand, what \`--fix\` does about it, and when it is fine. The comment at the top of an example names its file; it is no
part of it.

| severity | on a fresh machine today, following the repository's own instructions |
|---|---|
| \`breaks\` | this fails |
| \`hidden\` | this works only where the machine happens to provide something that the repository does not declare |
| \`drifts\` | what gets installed depends on the day, or on the index |
| \`note\` | worth knowing |

The severity of a rule is its usual one: a single finding can have another, where the code or the pins make it matter less
or more.

Rules that a repository does not want to hear of go into the file \`nix-py-audit.toml\` at its root:

\`\`\`toml
ignore = ["NPA101", "NPA402"]
\`\`\`

`;

/**
 * The text of rules/docs/README.md.
 * @param {Record<string, { title: string, severity: string, cause: string }>} rules as in rules/checks.toml
 * @returns {string}
 */
export function ruleIndex(rules) {
  const rows = Object.entries(rules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([id, { title, severity, cause }]) =>
        `| [${id}](${id}.md) | ${title.replaceAll('|', '\\|')} | ${severity} | ${cause} |\n`,
    );
  return `${INTRODUCTION}| rule | title | severity | cause |\n|---|---|---|---|\n${rows.join('')}`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const rules = TOML.parse(readFileSync(new URL('../rules/checks.toml', import.meta.url), 'utf8'));
  writeFileSync(new URL('../rules/docs/README.md', import.meta.url), ruleIndex(rules));
}
