import type { Report } from '../../src/model/report.js';

/** A type in which nothing may be left out: the compiler sees to it that the report below has every key there is. */
type Everything<T> = T extends readonly (infer Item)[]
  ? Everything<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Everything<Exclude<T[Key], undefined>> }
    : T;

const location = { file: 'a.ipynb', line: 1, column: 2, endColumn: 3, cell: 4, cellLine: 5 };
const because = [{ text: 'it says so', location }];
const verdict = { status: 'runs-as-is', summary: 'It runs.' } as const;

const environment: Everything<Report['environment']> = {
  python: { version: '3.6', window: '>=3.6', confidence: 'high', because },
  packages: [
    {
      name: 'numpy',
      version: '1.15.4',
      specifier: '',
      extras: ['x'],
      imports: ['numpy'],
      direct: true,
      declared: true,
      confidence: 'high',
      alternatives: ['numpy-mkl'],
      because,
    },
  ],
  system: [{ library: 'libGL.so.1', nix: 'libGL', apt: 'libgl1', for: 'run', declared: false, because }],
  executables: [{ name: 'ffmpeg', nix: 'ffmpeg', apt: 'ffmpeg', declared: false, because }],
  cuda: { version: '9.0', cudnn: '7', minimumDriver: '384.81', because },
  hostModules: [{ module: 'bpy', providedBy: 'Blender', worksOnly: 'inside Blender', because }],
  nixpkgs: { release: '21.05', rev: '0123456789abcdef', because },
};

/** A report with every key of the model. */
export const maximal: Everything<Report> = {
  schemaVersion: 1,
  tool: { name: 'nix-py-audit', version: '0.1.0' },
  project: {
    path: '.',
    epoch: '2018-11-03',
    epochSource: 'git',
    files: { scanned: 1, skipped: 1 },
    skipped: [{ file: 'x.bin', reason: 'binary' }],
  },
  verdict,
  environment,
  projects: [{ path: '.', manifests: ['setup.py'], verdict, environment }],
  findings: [
    {
      rule: 'NPA301',
      cause: 'library-api-removed',
      severity: 'breaks',
      confidence: 'high',
      subject: {
        distribution: 'numpy',
        symbol: 'numpy.int',
        module: 'numpy',
        library: 'libGL.so.1',
        executable: 'ffmpeg',
        image: 'python:3',
        url: 'https://dead.example/',
        file: 'a.ipynb',
      },
      message: 'numpy.int is gone',
      symptom: 'AttributeError',
      remedy: 'pin it',
      locations: [location],
      references: ['https://numpy.org/'],
      fingerprint: '0123456789abcdef',
      cured: true,
      bound: 'numpy<1.24',
      project: '.',
    },
  ],
  summary: { breaks: 1, hidden: 0, drifts: 0, note: 0 },
};
