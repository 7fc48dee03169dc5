import { describe, expect, test } from '@jest/globals';
import { scanFile } from '../../src/scanners/index.js';
import type { PythonSourceFact } from '../../src/model/evidence.js';

function sourceOf(notebook: string): PythonSourceFact {
  const bytes = Buffer.from(notebook);
  const facts = scanFile({ path: 'work/nb.ipynb', bytes, text: notebook });
  return facts.find((fact): fact is PythonSourceFact => fact.kind === 'python-source')!;
}

const CELLS = [
  ['import numpy as np\n', 'x = "a\\tb"\n'],
  ['%%bash\n', 'pip install never\n'],
  ['print(np.int)\n', 'np.float(x)'],
];

function notebook(indent: number): string {
  const cells = CELLS.map((source) => ({ cell_type: 'code', metadata: {}, outputs: [], source }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 2 }, null, indent);
}

describe('the Python of a notebook', () => {
  test('what one cell imports is known in the others', () => {
    const symbols = sourceOf(notebook(1)).source.references.map(({ symbol }) => symbol);
    expect(symbols).toEqual(['numpy.int', 'numpy.float']);
  });

  test('each line is found in its cell and in the JSON text', () => {
    const text = notebook(1);
    const { source, place } = sourceOf(text);
    const [int, float] = source.references.map(({ span }) => place!(span.line));
    expect(int).toMatchObject({ file: 'work/nb.ipynb', cell: 3, cellLine: 1 });
    expect(float).toMatchObject({ cell: 3, cellLine: 2 });
    expect(text.split('\n')[int!.line - 1]!.slice(int!.column! - 1)).toMatch(/^print\(np\.int\)/);
    expect(text.split('\n')[float!.line - 1]!.slice(float!.column! - 1)).toMatch(/^np\.float/);
  });

  test('a notebook on one line has all its places on that line', () => {
    const text = notebook(0);
    const { source, place } = sourceOf(text);
    const float = place!(source.references[1]!.span.line);
    expect(float).toMatchObject({ line: 1, cell: 3, cellLine: 2 });
    expect(text.slice(float.column! - 1)).toMatch(/^np\.float/);
  });
});
