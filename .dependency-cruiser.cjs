// The way of the data has one direction: repository → scanners → evidence → environment → engine → findings → report,
// with packages and the migrator beside it. Each folder may import what stands in its row and nothing else.
const ALLOWED = {
  // The vocabulary: types that everything speaks in. It knows nobody.
  model: [],
  // The language and its packaging standards: pure functions over text.
  python: ['model'],
  // Opens the repository; what the files mean is not its business.
  project: ['model'],
  // Loads rules/: knowledge about the world, not about this repository.
  knowledge: ['model', 'python'],
  // Text → evidence. Scanners judge nothing, so they need no knowledge.
  scanners: ['model', 'python'],
  // The package index: names, versions, files.
  packages: ['model', 'python'],
  // Evidence → what it ran on, with reasons.
  environment: ['model', 'knowledge', 'python'],
  // Evidence + environment + knowledge → findings.
  engine: ['model', 'knowledge', 'python'],
  // Environment + lock → files.
  migrator: ['model', 'packages', 'knowledge'],
  // Findings → text. Reads the report object and nothing else.
  report: ['model'],
};

const oneDirection = Object.entries(ALLOWED).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-${allowed.length > 0 ? allowed.join('-') : 'nothing'}`,
  severity: 'error',
  comment: `src/${folder} may import ${allowed.length > 0 ? allowed.map((name) => `src/${name}`).join(', ') : 'no other folder of src'}.`,
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}/`) },
}));

module.exports = {
  forbidden: [
    ...oneDirection,
    {
      name: 'nobody-imports-the-cli',
      severity: 'error',
      comment: 'The command line is one user of the program among others (tests, later a library).',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'pure-folders-touch-no-machine',
      severity: 'error',
      comment:
        'Only project, knowledge, packages, migrator and cli read or write: the rest is functions over values.',
      from: { path: '^src/(model|python|scanners|environment|engine|report)/' },
      to: { path: '^(node:)?(fs|fs/promises|child_process|net|http|https|worker_threads)$' },
    },
    {
      name: 'only-git-is-started',
      severity: 'error',
      comment: 'The audited repository is hostile: one file starts a program, with a safe configuration.',
      from: { path: '^src/', pathNot: '^src/project/git\\.ts$' },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle hides which of two files is the simpler one.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      comment: 'What is not in package.json works only on the machine where it happens to lie.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
