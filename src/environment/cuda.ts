import { frameworkBuild, minimumDriver } from '../knowledge/gpu.js';
import type { Knowledge } from '../knowledge/types.js';
import type { CudaFact } from '../model/evidence.js';
import type { Project } from '../model/project.js';
import type { CudaDecision, PackageDecision, Reason } from '../model/report.js';

/** `1.8.0+cu111` → 11.1, `+cu92` → 9.2. */
const LOCAL_LABEL = /\+cu(\d+)(\d)$/;

/** How far a statement about CUDA is to be trusted: what was run before what was written about. */
const SOURCES = [/^(image|Dockerfile|cog\.yaml)/, /^(environment\.yml|conda|pixi)/];

/**
 * Decides CUDA and cuDNN: from the label of a pinned wheel, from what a pinned framework was built for, from images,
 * conda packages and prose, in this order.
 *
 * @returns null where nothing speaks of a GPU
 */
export function decideCuda(
  project: Project,
  packages: readonly PackageDecision[],
  knowledge: Knowledge,
): CudaDecision | null {
  const because: Reason[] = [];
  let version: string | undefined;
  let cudnn: string | undefined;
  for (const entry of packages) {
    if (entry.version === undefined) continue;
    const label = LOCAL_LABEL.exec(entry.version);
    if (label) {
      version ??= `${label[1] ?? ''}.${label[2] ?? ''}`;
      because.push({
        text: `${entry.name}==${entry.version} is built for CUDA ${version}`,
        ...locationOf(entry),
      });
    }
  }
  for (const entry of packages) {
    if (entry.version === undefined || version !== undefined) continue;
    const build = frameworkBuild(knowledge, entry.name, entry.version);
    if (!build?.cuda) continue;
    version = build.cuda;
    cudnn = build.cudnn;
    because.push({
      text: `${entry.name}==${entry.version} is built for CUDA ${build.cuda}${build.bundled ? ' and carries it' : ', which the system has to supply'}`,
      ...locationOf(entry),
    });
  }
  const stated = [...project.facts.cuda].sort((a, b) => trust(a) - trust(b));
  for (const fact of stated) {
    if (project.files.get(fact.location.file) === 'vendored') continue;
    if (fact.what === 'cuda') {
      version ??= fact.version;
      if (fact.version === version)
        because.push({ text: `${fact.source} names CUDA ${fact.version}`, location: fact.location });
    } else if (fact.what === 'cudnn') {
      cudnn ??= fact.version;
    }
  }
  if (version === undefined) return null;
  const decision: CudaDecision = { version, because };
  if (cudnn) decision.cudnn = cudnn;
  const driver = minimumDriver(knowledge, version);
  if (driver) decision.minimumDriver = driver;
  return decision;
}

function trust(fact: CudaFact): number {
  const index = SOURCES.findIndex((pattern) => pattern.test(fact.source));
  return index < 0 ? SOURCES.length : index;
}

function locationOf(entry: PackageDecision): Pick<Reason, 'location'> {
  const location = entry.because.find((reason) => reason.location)?.location;
  return location ? { location } : {};
}
