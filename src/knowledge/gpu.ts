import { compareMinor, minorOf } from '../python/minor-version.js';
import { rowOf } from './rows.js';
import type { GpuRow, Knowledge } from './types.js';

/** What a release of a GPU framework was built for. */
export interface FrameworkBuild {
  distribution: string;
  version: string;
  /** Pythons that it has wheels for, as `2.7, 3.3-3.6` or `>=3.6,<=3.8`. */
  python?: string;
  /** CUDA of the wheel on the index. */
  cuda?: string;
  cudnn?: string;
  /** The wheel carries CUDA itself; otherwise the system has to. */
  bundled: boolean;
  source: string;
}

/** Distributions and the table of gpu.toml that is about them. */
const TABLES: Record<string, string[]> = {
  tensorflow: ['tensorflow_cpu', 'tensorflow'],
  'tensorflow-gpu': ['tensorflow'],
  'tensorflow-cpu': ['tensorflow_cpu'],
  torch: ['torch'],
};

/** From 2.1 on, the distribution `tensorflow` is the GPU build as well. */
const TENSORFLOW_GPU_SINCE = '2.1';

/**
 * Finds what a release was built for. A version without its own row is answered by the row of its minor release.
 *
 * @param distribution normalised
 * @param version `1.12.0`, with or without a local label (`1.8.0+cu111`)
 */
export function frameworkBuild(
  knowledge: Knowledge,
  distribution: string,
  version: string,
): FrameworkBuild | undefined {
  const plain = version.split('+', 1)[0] ?? version;
  const tables = rowOf(TABLES, distribution);
  if (!tables) return undefined;
  const order =
    distribution === 'tensorflow' && compareMinor(plain, TENSORFLOW_GPU_SINCE) >= 0
      ? [...tables].reverse()
      : tables;
  for (const name of order) {
    const rows = rowOf(knowledge.gpu, name) ?? [];
    const row =
      rows.find((entry) => entry.version === plain) ??
      rows.find((entry) => sameMinor(entry.version ?? '', plain));
    if (row) return describe(distribution, plain, row);
  }
  return undefined;
}

/**
 * The oldest NVIDIA driver for Linux that runs a CUDA version.
 *
 * @param cuda `10.1`
 */
export function minimumDriver(knowledge: Knowledge, cuda: string): string | undefined {
  const rows = rowOf(knowledge.gpu, 'drivers') ?? [];
  const major = cuda.split('.', 1)[0] ?? '';
  const row =
    rows.find((entry) => entry.cuda === cuda) ??
    rows.find((entry) => entry.cuda?.startsWith(`${cuda} `)) ??
    rows.find((entry) => entry.cuda === `${major}.x`);
  return row?.min_linux_driver?.match(/^[\d.]+/)?.[0];
}

/**
 * Whether a Python stands in a list such as `2.7, 3.3-3.6` or `>=3.6,<=3.8` or `2.7, >=3.5,<=3.7`.
 *
 * @param python a minor version
 */
export function pythonListAdmits(list: string, python: string): boolean {
  const bounds: string[] = [];
  for (const part of list.split(',').map((text) => text.trim())) {
    const range = /^(\d\.\d+)(?:-(\d\.\d+))?$/.exec(part);
    if (!range) {
      bounds.push(part);
      continue;
    }
    const [, first = '', last = first] = range;
    if (compareMinor(python, first) >= 0 && compareMinor(python, last) <= 0) return true;
  }
  if (bounds.length === 0) return false;
  return bounds.every((bound) => {
    const [, operator, version = ''] = /^([<>]=?)\s*(\d\.\d+)/.exec(bound) ?? [];
    const order = compareMinor(python, version);
    if (operator === '>=') return order >= 0;
    if (operator === '<=') return order <= 0;
    if (operator === '<') return order < 0;
    return operator === '>' && order > 0;
  });
}

function sameMinor(row: string, version: string): boolean {
  return minorOf(row) === minorOf(version);
}

function describe(distribution: string, version: string, row: GpuRow): FrameworkBuild {
  const build: FrameworkBuild = {
    distribution,
    version,
    bundled: row.cuda_libraries?.startsWith('bundled') ?? false,
    source: row.source,
  };
  if (row.python) build.python = row.python;
  const cuda = row.cuda ?? row.default_pip_cuda;
  if (cuda) build.cuda = cuda;
  if (row.cudnn) build.cudnn = row.cudnn;
  return build;
}
