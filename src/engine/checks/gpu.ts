import { frameworkBuild } from '../../knowledge/gpu.js';
import { allowsAnyAtLeast, parseSpecifier } from '../../python/specifier.js';
import { compareVersionTexts, parseVersion } from '../../python/version.js';
import type { Check, CheckContext } from '../check.js';
import { groupBy } from '../group-by.js';

/** Frameworks whose wheels load CUDA from the system: which versions, and which driver. */
export const cudaFromHost: Check = function* (context) {
  const { cuda, packages } = context.environment;
  for (const entry of packages) {
    if (entry.version === undefined) continue;
    const build = frameworkBuild(context.knowledge, entry.name, entry.version);
    if (!build?.cuda || build.bundled) continue;
    const image = context.project.facts.cuda.find(
      (fact) => fact.what === 'cuda' && /^(image|Dockerfile)/.test(fact.source),
    );
    yield {
      rule: 'NPA601',
      subject: { distribution: entry.name, library: `libcudart.so.${build.cuda}` },
      message: `${entry.name}==${entry.version} loads CUDA ${build.cuda}${build.cudnn ? ` and cuDNN ${build.cudnn}` : ''} from the system${image ? ', which only the Docker image has' : ', and nothing here installs them'}`,
      symptom: `ImportError: libcublas.so.${build.cuda}: cannot open shared object file: No such file or directory`,
      remedy: `install exactly these versions${cuda?.minimumDriver ? `, on an NVIDIA driver from ${cuda.minimumDriver} on` : ''}`,
      locations: entry.because.flatMap((reason) => reason.location ?? []).slice(0, 2),
      confidence: 'medium',
      ...(image ? { severity: 'note' as const } : {}),
      cured: false,
    };
  }
};

/** The folder whose setup.py builds a source file: its own or the nearest above. */
function buildFolder(file: string, context: CheckContext): string {
  const own = file.split('/').slice(0, -1);
  for (let depth = own.length; depth >= 0; depth--) {
    const folder = own.slice(0, depth).join('/');
    if (context.exists(folder === '' ? 'setup.py' : `${folder}/setup.py`)) return folder || '.';
  }
  return own.join('/') || '.';
}

/** The first PyTorch without the THC headers. */
const THC_GONE = '1.11';

/** Whether what the repository asks for admits a PyTorch without the THC headers. */
function allowsTorchWithoutThc(context: CheckContext): boolean {
  const gone = parseVersion(THC_GONE);
  const torch = context.environment.packages.find((entry) => entry.name === 'torch');
  if (!gone || !torch) return true;
  if (torch.version !== undefined) return compareVersionTexts(torch.version, THC_GONE) >= 0;
  return allowsAnyAtLeast(parseSpecifier(torch.specifier), gone);
}

/** Extensions that nvcc compiles on the host: they need its CUDA to be the framework's. */
export const cudaExtension: Check = function* (context) {
  const facts = context.project.facts.native.filter(
    (fact) =>
      context.project.files.get(fact.location.file) !== 'vendored' &&
      (fact.language === 'cuda' || /^(THC|ATen|torch|c10)\//.test(fact.needs.name)),
  );
  for (const [folder, needs] of groupBy(facts, (fact) => buildFolder(fact.location.file, context))) {
    const gone = allowsTorchWithoutThc(context)
      ? needs.filter((fact) => fact.needs.kind === 'header' && /^THC\//.test(fact.needs.name))
      : [];
    const first = gone[0] ?? needs[0];
    if (!first) continue;
    yield {
      rule: 'NPA602',
      subject: {
        distribution: 'torch',
        ...(gone.length > 0 ? { symbol: first.needs.name } : {}),
        file: folder,
      },
      message:
        gone.length > 0
          ? `the extension in ${folder} includes ${first.needs.name}, which PyTorch ${THC_GONE} removed`
          : `the extension in ${folder} is compiled on the host: nvcc, a compiler that it accepts, and the CUDA of the installed PyTorch have to agree`,
      symptom:
        gone.length > 0
          ? `fatal error: ${first.needs.name}: No such file or directory`
          : 'RuntimeError: The detected CUDA version mismatches the version that was used to compile PyTorch.',
      remedy: 'compile it against the PyTorch of its time',
      locations: (gone.length > 0 ? gone : needs).slice(0, 20).map((fact) => fact.location),
      severity: gone.length > 0 ? 'breaks' : 'hidden',
      confidence: 'medium',
      cured: false,
    };
  }
};
