import { describe, expect, test } from '@jest/globals';
import { parseCondaSpec, parseCondaVersion } from '../../src/python/conda-spec.js';
import { formatSpecifier } from '../../src/python/specifier.js';

describe('parseCondaSpec', () => {
  test.each([
    ['numpy', { name: 'numpy' }, ['']],
    ['NumPy', { name: 'numpy' }, ['']],
    ['numpy=1.16', { name: 'numpy', version: '=1.16' }, ['==1.16.*']],
    ['numpy==1.16', { name: 'numpy', version: '==1.16' }, ['==1.16']],
    ['numpy 1.16', { name: 'numpy', version: '1.16' }, ['==1.16']],
    ['numpy =1.16', { name: 'numpy', version: '=1.16' }, ['==1.16.*']],
    ['numpy=1.16.*', { name: 'numpy', version: '=1.16.*' }, ['==1.16.*']],
    ['numpy 1.16*', { name: 'numpy', version: '1.16*' }, ['==1.16.*']],
    ['numpy=1.16.4=py36h_0', { name: 'numpy', version: '=1.16.4', build: 'py36h_0' }, ['==1.16.4']],
    ['numpy==1.16.4=py36h_0', { name: 'numpy', version: '==1.16.4', build: 'py36h_0' }, ['==1.16.4']],
    ['numpy 1.16.4 py36h_0', { name: 'numpy', version: '1.16.4', build: 'py36h_0' }, ['==1.16.4']],
    ['numpy >=1.16,<2', { name: 'numpy', version: '>=1.16,<2' }, ['>=1.16,<2']],
    ['numpy >= 1.16 , < 2', { name: 'numpy', version: '>=1.16,<2' }, ['>=1.16,<2']],
    ['numpy>=1.16.*', { name: 'numpy', version: '>=1.16.*' }, ['>=1.16']],
    ['numpy!=1.16.*', { name: 'numpy', version: '!=1.16.*' }, ['!=1.16.*']],
    ['numpy 1.2|1.3', { name: 'numpy', version: '1.2|1.3' }, ['==1.2', '==1.3']],
    ['numpy >=1,<2|>=3', { name: 'numpy', version: '>=1,<2|>=3' }, ['>=1,<2', '>=3']],
    ['numpy * *_openblas', { name: 'numpy', version: '*', build: '*_openblas' }, ['']],
    ['pytorch=0.4.1=py36_cuda9*', { name: 'pytorch', version: '=0.4.1', build: 'py36_cuda9*' }, ['==0.4.1']],
    ['conda-forge::numpy=1.16', { channel: 'conda-forge', name: 'numpy', version: '=1.16' }, ['==1.16.*']],
    ['conda-forge/linux-64::numpy', { channel: 'conda-forge', subdir: 'linux-64', name: 'numpy' }, ['']],
    [
      "numpy[version='>=1.2,<2',build=py36*,channel=main]",
      { channel: 'main', name: 'numpy', version: '>=1.2,<2', build: 'py36*' },
      ['>=1.2,<2'],
    ],
    ['numpy[version="1.2|1.3"]', { name: 'numpy', version: '1.2|1.3' }, ['==1.2', '==1.3']],
    ['_libgcc_mutex=0.1=main', { name: '_libgcc_mutex', version: '=0.1', build: 'main' }, ['==0.1']],
    ['openssl=1.0.2o=h20670df_0', { name: 'openssl', version: '=1.0.2o', build: 'h20670df_0' }, ['==1.0.2o']],
    ['tensorflow=1.0.0rc1', { name: 'tensorflow', version: '=1.0.0rc1' }, ['==1.0.0rc1']],
    [
      'https://conda.example/pkgs/main/linux-64/numpy-1.16.4-py36h_0.tar.bz2#abc',
      {
        channel: 'https://conda.example/pkgs/main',
        subdir: 'linux-64',
        name: 'numpy',
        version: '==1.16.4',
        build: 'py36h_0',
      },
      ['==1.16.4'],
    ],
    [
      'python-dateutil-2.8.0-py_0.conda',
      { name: 'python-dateutil', version: '==2.8.0', build: 'py_0' },
      ['==2.8.0'],
    ],
  ])('%s', (text, fields, specifiers) => {
    const { alternatives, ...rest } = parseCondaSpec(text)!;
    expect(rest).toEqual(fields);
    expect(alternatives.map(formatSpecifier)).toEqual(specifiers);
  });

  test.each(['', '  ', '=1.2', '[version=1]', '::', '@EXPLICIT', 'foo.conda', 'a'.repeat(2_000)])(
    '%j names no package',
    (text) => {
      expect(parseCondaSpec(text)).toBeNull();
    },
  );

  test('a version that PEP 440 refuses is kept as text and reported', () => {
    const [legacy] = parseCondaSpec('openssl=1.0.2o')!.alternatives;
    expect(legacy).toMatchObject({
      clauses: [{ text: '1.0.2o', version: null }],
      invalid: [{ text: '==1.0.2o' }],
    });
  });
});

test('line ends inside a version are refused like any other garbage', () => {
  expect(parseCondaVersion('1.2\u2028x|>=1\n2').map((set) => set.invalid.length)).toEqual([1, 1]);
});
