import type { Evidence } from '../../model/evidence.js';
import { readRequirementsText } from '../../python/requirements-line.js';
import { readIni } from '../ini.js';
import type { IniDocument, IniEntry, IniLine } from '../ini.js';
import { baseName } from '../repository-path.js';
import { roleOfName } from '../role.js';
import type { Scanner } from '../scanner.js';
import { pipLineFacts } from './pip-lines.js';

const FORMAT = 'tox.ini';

/** tox.ini: the Pythons that the tests ran on, and what they need. */
export const toxIni: Scanner = {
  format: FORMAT,
  matches: (path) => baseName(path) === FORMAT,
  scan: (file) => toxFacts(readIni(file), 'tox'),
};

/** States what tox's sections say; `main` is the name of its own, which is `tox:tox` within a setup.cfg. */
export function toxFacts(ini: IniDocument, main: string): Evidence[] {
  const environments = ini.sections.filter(
    (section) => section === 'testenv' || section.startsWith('testenv:'),
  );
  return [
    ...testedPythons(ini, ini.entry(main, 'envlist') ?? ini.entry(main, 'env_list')),
    ...environments.flatMap((section) => [
      ...testedPythons(ini, ini.entry(section, 'basepython') ?? ini.entry(section, 'base_python')),
      ...(ini.entry(section, 'deps')?.lines ?? []).flatMap((line) => dependencyFacts(ini, line, section)),
    ]),
  ];
}

/** `py36`, `py{27,36}-django`, `py310`, `python3.6`, `pypy3` (which names no version that counts). */
function testedPythons(ini: IniDocument, entry: IniEntry | undefined): Evidence[] {
  return (entry?.lines ?? []).flatMap((line) =>
    [...line.text.matchAll(/(?<![\w.])py(?:thon)?(?:\{([\w.,]{1,200})\}|(\d[\d.]*))/g)].flatMap((match) => {
      const list = match[1] ?? match[2] ?? '';
      const start = line.start + match.index + match[0].indexOf(list);
      return versionsIn(list).map(({ version, at, length }): Evidence => {
        const location = ini.positions.at(start + at, start + at + length);
        return {
          kind: 'python',
          specifier: `==${version}.*`,
          strength: 'tests',
          source: 'tox',
          location,
          text: line.text,
        };
      });
    }),
  );
}

/** `27,36` and `3.6` */
function versionsIn(list: string): { version: string; at: number; length: number }[] {
  return [...list.matchAll(/[^,]+/g)].flatMap((match) => {
    const [written] = match;
    const parts = /^(\d)\.?(\d+)?$/.exec(written);
    const version =
      parts === null ? undefined : parts[2] === undefined ? parts[1] : `${parts[1]!}.${parts[2]}`;
    return version === undefined ? [] : [{ version, at: match.index, length: written.length }];
  });
}

/** A line of `deps`: a requirement, perhaps for some environments only (`py27,py34: mock`), or `-r file`. */
function dependencyFacts(ini: IniDocument, line: IniLine, section: string): Evidence[] {
  const condition = /^(?:[\w!.{}-]+(?:,\s*[\w!.{}-]+)*)\s*:\s+(?=\S)/.exec(line.text)?.[0] ?? '';
  const text = line.text.slice(condition.length).replaceAll(/\{(?:toxinidir|tox_root)\}[\\/]?/g, './');
  // `{[testenv]deps}` repeats another section, and `{env:X}` is known to the machine alone.
  if (/^\{.*\}$/.test(text)) return [];
  const location = ini.at({ text: line.text.slice(condition.length), start: line.start + condition.length });
  const name = section.slice('testenv'.length).replace(/^:/, '');
  const group = name === '' ? undefined : name;
  const place = {
    location,
    role: roleOfName(name, 'test'),
    group,
    origin: 'manifest',
    format: FORMAT,
  } as const;
  return readRequirementsText(text).flatMap((item) => pipLineFacts(item, place));
}
