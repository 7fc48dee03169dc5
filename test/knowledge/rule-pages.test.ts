import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditRepository } from '../../src/cli/audit-repository.js';
import type { Knowledge } from '../../src/knowledge/types.js';
import { readRulePage, writeExample } from './rule-page.js';
import { rulesCompiler } from './rules.js';

const RULES = join(process.cwd(), 'rules');
const DOCS = join(RULES, 'docs');
const SECTIONS = [
  'What it means',
  'Example',
  'What you will see',
  'Fix it by hand',
  'What --fix does',
  'When it is fine',
];

const { readRules } = await rulesCompiler();
const knowledge = readRules(RULES) as unknown as Knowledge;
const rules = Object.entries(knowledge.checks);
const pageOf = (id: string): string => join(DOCS, `${id}.md`);

describe.each(rules)('the page of %s', (id, { title, severity, cause }) => {
  const text = existsSync(pageOf(id)) ? readFileSync(pageOf(id), 'utf8') : '';
  const page = readRulePage(text);

  test('says what rules/checks.toml says', () => {
    expect(page.heading).toBe(`# ${id}: ${title}`);
    expect(page.facts).toBe(`Severity: \`${severity}\` · Cause: \`${cause}\``);
  });

  test('has the sections that each page has, and says how to silence the rule', () => {
    expect(page.sections).toEqual(SECTIONS);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`\`ignore = ["${id}"]\` in \`nix-py-audit.toml\``);
  });

  test('is one screen or two', () => {
    expect(text.split('\n').length - 1).toBeGreaterThanOrEqual(25);
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(60);
  });
});

describe('the example of', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rule-page-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each(rules.map(([id]) => id))('%s gets the finding', async (id) => {
    const page = readRulePage(readFileSync(pageOf(id), 'utf8'));
    writeExample(folder, page);
    const { report } = await auditRepository(folder, {
      knowledge,
      today: '2026-11-22',
      asOf: '2020-03-14',
    });
    // A page that says "Nothing reports this yet" has to lose that sentence as soon as a check does.
    expect(report.findings.some(({ rule }) => rule === id)).toBe(!page.unreported);
  });
});

describe('rules/docs', () => {
  test('has no page without a rule', () => {
    const expected = ['README.md', ...rules.map(([id]) => `${id}.md`)].sort();
    expect(readdirSync(DOCS).sort()).toEqual(expected);
  });

  test('has the table of rules that scripts/rule-index.mjs writes', async () => {
    const { ruleIndex } = await ruleIndexScript();
    expect(readFileSync(join(DOCS, 'README.md'), 'utf8')).toBe(ruleIndex(knowledge.checks));
  });

  test('links to pages that are there', () => {
    const dead = readdirSync(DOCS).flatMap((name) =>
      [...readFileSync(join(DOCS, name), 'utf8').matchAll(/\]\((?!https:)([^)]+)\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(join(DOCS, target)))
        .map((target) => `${name}: ${target}`),
    );
    expect(dead).toEqual([]);
  });
});

interface RuleIndexScript {
  ruleIndex: (rules: Knowledge['checks']) => string;
}

/** The script that writes the table of rules, which is no part of the compiled tests. */
async function ruleIndexScript(): Promise<RuleIndexScript> {
  const script = join(process.cwd(), 'scripts', 'rule-index.mjs');
  return (await import(pathToFileURL(script).href)) as RuleIndexScript;
}
