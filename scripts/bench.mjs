// How fast, against peers in the same run on the same files: CPython's own parser (which only reads the syntax) and an
// empty Node program (which does nothing). Ratios are what counts; times depend on the machine.
//
//   npm run bench [-- FOLDER]     FOLDER: Python files to read (default: the standard library of python3)
import { execFileSync, spawnSync } from 'node:child_process';

const ROUNDS = 5;
const folder =
  process.argv[2] ??
  execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
    encoding: 'utf8',
  }).trim();

const PARSE = `
import ast, os, sys, warnings
warnings.simplefilter("ignore")
count = 0
for base, folders, names in os.walk(sys.argv[1]):
    folders[:] = [f for f in folders if f not in ("site-packages", "__pycache__")]
    for name in names:
        if name.endswith(".py"):
            with open(os.path.join(base, name), "rb") as file:
                try:
                    ast.parse(file.read())
                except (SyntaxError, ValueError, RecursionError):
                    pass
            count += 1
print(count)
`;

/** Median wall-clock milliseconds of a command, all commands taking turns so that a busy machine hits each alike. */
function measure(commands) {
  const times = commands.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    commands.forEach(([program, ...args], i) => {
      const start = performance.now();
      const { error } = spawnSync(program, args, { stdio: 'ignore', maxBuffer: 1 << 30 });
      if (error) throw error;
      times[i].push(performance.now() - start);
    });
  }
  return times.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1]);
}

const files = execFileSync('python3', ['-c', PARSE, folder], { encoding: 'utf8' }).trim();
const [audit, parse, version, node] = measure([
  [process.execPath, 'dist/cli.js', folder, '--format', 'json'],
  ['python3', '-c', PARSE, folder],
  [process.execPath, 'dist/cli.js', '--version'],
  [process.execPath, '-e', '0'],
]);
const row = (name, ms, peer, peerMs) =>
  console.log(
    `${name.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms   ${(ms / peerMs).toFixed(2)} × ${peer} (${peerMs.toFixed(0)} ms)`,
  );
console.log(`${files} Python files below ${folder}, median of ${ROUNDS} rounds\n`);
row('audit, all of it', audit, "python3's ast.parse alone", parse);
row('nix-py-audit --version', version, 'node -e 0', node);
