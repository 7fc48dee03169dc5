import { describe, expect, test } from '@jest/globals';
import { requirementFact } from '../../src/scanners/requirement-fact.js';

const context = {
  location: { file: 'docker/Dockerfile', line: 3, column: 17, endColumn: 29 },
  role: 'runtime',
  origin: 'command',
  format: 'Dockerfile',
} as const;

describe('requirementFact', () => {
  test('keeps what the context says', () => {
    expect(
      requirementFact('NumPy[extra]>=1.0', { ...context, group: 'g', hashes: ['sha256:00'] }),
    ).toMatchObject({
      name: 'numpy',
      rawName: 'NumPy',
      extras: ['extra'],
      specifier: '>=1.0',
      hashes: ['sha256:00'],
      group: 'g',
      origin: 'command',
      location: context.location,
      text: 'NumPy[extra]>=1.0',
    });
  });

  test('reads a path from the folder of the file, or from the one that the context names', () => {
    expect(requirementFact('./app', context).path).toBe('docker/app');
    expect(requirementFact('..', context).path).toBe('.');
    expect(requirementFact('./app', { ...context, folder: '' }).path).toBe('app');
    expect(requirementFact('../../out', context).path).toBe('../../out');
  });

  test('reads a version control URL, alone and behind a name', () => {
    const vcs = { system: 'git', url: 'https://github.com/example/x.git', revision: 'v1' };
    expect(requirementFact('git+https://github.com/example/x.git@v1#egg=x', context)).toMatchObject({
      name: 'x',
      vcs,
    });
    expect(requirementFact('y @ git+https://github.com/example/x.git@v1', context)).toMatchObject({
      name: 'y',
      vcs,
    });
  });

  test('a marker behind a URL is no part of it', () => {
    const fact = requirementFact('https://files.example/x-1.0.zip ; sys_platform == "win32"', context);
    expect(fact).toMatchObject({ url: 'https://files.example/x-1.0.zip', marker: 'sys_platform == "win32"' });
  });

  test('a refused text keeps its name and says what is wrong', () => {
    const fact = requirementFact('torch=1.0', context);
    expect(fact.name).toBe('torch');
    expect(fact.problems).toHaveLength(1);
    expect(requirementFact('$(cat x)', context)).toMatchObject({ name: '', rawName: '$(cat x)' });
  });
});
