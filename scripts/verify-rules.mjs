// Checks rules/apis/*.toml against the packages themselves: is each name in the newest release before `removed_in`, and
// gone in the first one from there on? Reads wheels and source distributions; runs nothing of them.
//
//   npm run verify-rules -- [--write] [--all] [distribution …]
//
// --write  puts what was confirmed into the rows as `verified`
// --all    prints the confirmed rows too
// Exits with 1 where a row is refuted.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import TOML from '@iarna/toml';
import { lookUp } from './verify-rules/lookup.mjs';
import { PackageFiles } from './verify-rules/package-files.mjs';

const APIS = fileURLToPath(new URL('../rules/apis/', import.meta.url));
const FETCH = fileURLToPath(new URL('verify-rules/fetch_releases.py', import.meta.url));
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nix-py-audit', 'wheels');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' }, all: { type: 'boolean' } },
});

/** The releases on both sides of each version: { version: { before, after } }. */
function fetchReleases(distribution, versions) {
  const output = execFileSync('python3', [FETCH, CACHE, distribution, ...versions], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

/** Judges a row by what the releases on both sides have. */
function judge(row, sides, filesOf) {
  if (row.kind === 'behaviour')
    return { outcome: 'undecided', detail: 'what it does cannot be read from files' };
  if (!sides.before || !sides.after) return { outcome: 'undecided', detail: 'no release on one side' };
  const before = lookUp(filesOf(sides.before.folder), row);
  const after = lookUp(filesOf(sides.after.folder), row);
  const detail = `${sides.before.version}: ${before}, ${sides.after.version}: ${after}`;
  if (before === 'gone' || after === 'there') return { outcome: 'refuted', detail };
  // A word that stands somewhere in the sources is no proof that there was a module, a member or a parameter of this name.
  const isAttribute = row.kind !== 'module' && row.member === undefined && row.parameter === undefined;
  const isProven = before === 'there' || isAttribute;
  if (isProven && before !== 'unknown' && after === 'gone') {
    return {
      outcome: 'confirmed',
      detail,
      verified: `${sides.before.version} has it, ${sides.after.version} has not`,
    };
  }
  return { outcome: 'undecided', detail };
}

/** How a person would name a row. */
function labelOf(row) {
  const name = row.symbol ?? `${row.of ?? '…'}().${row.member}`;
  return row.parameter === undefined ? name : `${name}(${row.parameter}=)`;
}

/** Sets `verified` in the lines of the confirmed rows: the file stays as people wrote it otherwise. */
function writeVerified(file, confirmed) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const written = lines.map((line) => {
    const inline = /^\s*(\{.*\}),?\s*$/.exec(line);
    if (!inline) return line;
    const row = TOML.parse(`row = ${inline[1]}`).row;
    const verified = confirmed.get(keyOf(row));
    if (verified === undefined) return line;
    const without = line.replace(/, verified = "[^"]*"/, '');
    return without.replace(/\s*\}(,?)\s*$/, `, verified = ${JSON.stringify(verified)} }$1`);
  });
  writeFileSync(file, written.join('\n'));
}

function keyOf(row) {
  return [row.symbol, row.member, row.of, row.parameter, row.kind, row.removed_in].join('|');
}

/** Checks one file of rules; prints what is not confirmed. Gives the number of rows of each outcome. */
function verifyFile(file) {
  const distribution = basename(file, '.toml');
  const rows = TOML.parse(readFileSync(file, 'utf8')).names;
  const readable = rows.filter((row) => row.kind !== 'behaviour');
  const releases = fetchReleases(distribution, [...new Set(readable.map((row) => row.removed_in))]);
  const opened = new Map();
  const filesOf = (folder) => {
    if (!opened.has(folder)) opened.set(folder, new PackageFiles(folder));
    return opened.get(folder);
  };
  const counts = { confirmed: 0, refuted: 0, undecided: 0 };
  const confirmed = new Map();
  const print = [];
  for (const row of rows) {
    const { outcome, detail, verified } = judge(row, releases[row.removed_in] ?? {}, filesOf);
    counts[outcome] += 1;
    if (verified) confirmed.set(keyOf(row), verified);
    const unsettled =
      outcome === 'refuted' ||
      (outcome === 'undecided' && row.verified === undefined && row.kind !== 'behaviour');
    if (unsettled || options.all) print.push(`  ${outcome.padEnd(9)}  ${labelOf(row).padEnd(50)}  ${detail}`);
  }
  const summary = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  console.log([`${distribution}: ${rows.length} rows, ${summary.join(', ')}`, ...print].join('\n'));
  if (options.write) writeVerified(file, confirmed);
  return counts;
}

const names = positionals.length > 0 ? positionals.map((name) => `${name}.toml`) : readdirSync(APIS).sort();
for (const name of names.filter((entry) => entry.endsWith('.toml'))) {
  try {
    if (verifyFile(join(APIS, name)).refuted > 0) process.exitCode = 1;
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
