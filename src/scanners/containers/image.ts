import type { CudaFact, Evidence, ImageFact, PythonStatementFact } from '../../model/evidence.js';
import type { Location } from '../../model/location.js';

/** What an image reference consists of. */
export type ImageReference = Pick<ImageFact, 'name' | 'tag' | 'digest'>;

/** Takes `registry:5000/name:tag@sha256:…` apart. */
export function parseImageReference(reference: string): ImageReference {
  const at = reference.indexOf('@');
  const digest = at < 0 ? undefined : reference.slice(at + 1);
  const rest = at < 0 ? reference : reference.slice(0, at);
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  return {
    name: colon < 0 ? rest : rest.slice(0, colon),
    ...(colon < 0 ? {} : { tag: rest.slice(colon + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * States an image that is run, and what its reference tells besides: its Python, CUDA and cuDNN. Gives nothing for a
 * text that is no reference.
 */
export function imageFacts(
  reference: string,
  use: ImageFact['use'],
  place: { location: Location; text?: string },
  format: string,
  more: Partial<ImageFact> = {},
  strength: PythonStatementFact['strength'] = 'runs',
): Evidence[] {
  if (!/^[\w./:@+${}-]+$/.test(reference)) return [];
  const image = parseImageReference(reference);
  return [
    { kind: 'image', reference, ...image, use, ...more, ...place },
    ...pythonOfImage(image, strength, format).map((fact) => ({ ...fact, ...place })),
    ...cudaOfImage(image).map((fact) => ({ ...fact, ...place })),
  ];
}

/** Only the official images say by their tag which Python they have; others say which of their own versions they are. */
function pythonOfImage(
  { name, tag }: ImageReference,
  strength: PythonStatementFact['strength'],
  source: string,
): Omit<PythonStatementFact, 'location'>[] {
  if (
    !/^(?:(?:docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io)\/)?(?:library\/)?python$|^cimg\/python$|^circleci\/python$/.test(
      name,
    )
  )
    return [];
  const version = /^(\d+(?:\.\d+){0,2})(?:(?:a|b|rc)\d+)?(?=-|$)/.exec(tag ?? '')?.[1];
  if (version === undefined) return [];
  const specifier = version.split('.').length === 3 ? `==${version}` : `==${version}.*`;
  return [{ kind: 'python', specifier, strength, source }];
}

function cudaOfImage({ name, tag = '' }: ImageReference): Omit<CudaFact, 'location'>[] {
  const facts: Omit<CudaFact, 'location'>[] = [];
  const own = /(?:^|\/)cuda(?:gl)?$/.test(name) ? /^(\d+\.\d+(?:\.\d+)?)(?=-|$)/.exec(tag)?.[1] : undefined;
  const named = /(?:^|[-_.+])cuda-?(\d+(?:\.\d+){0,2})(?=[-_]|$)/.exec(tag)?.[1];
  const short = /(?:^|[-_.+])cu(\d{2})(\d)(?=[-_]|$)/.exec(tag);
  const cuda = own ?? named ?? (short ? `${short[1]!}.${short[2]!}` : undefined);
  if (cuda !== undefined) facts.push({ kind: 'cuda', what: 'cuda', version: cuda, source: 'image' });
  const cudnn = /(?:^|[-_.])cudnn(\d+(?:\.\d+)*)(?=[-_]|$)/.exec(tag)?.[1];
  if (cudnn !== undefined) facts.push({ kind: 'cuda', what: 'cudnn', version: cudnn, source: 'image' });
  return facts;
}
