/** A container image reference, taken apart. */
export interface ImageReference {
  /** Without the default registry and its `library/`: `python`, `nvidia/cuda`. */
  name: string;
  tag?: string;
  digest?: string;
}

/** The default registry and NVIDIA's mirror of its own images: the name says the same without them. */
const KNOWN_HOSTS = /^(?:(?:[a-z0-9-]+\.)?docker|nvcr)\.io\//;

/**
 * Takes an image reference apart: `docker.io/library/python:3.7-slim@sha256:…`. Takes any text; throws nothing.
 */
export function parseImageReference(reference: string): ImageReference {
  const [path = '', digest] = reference.trim().split('@', 2);
  const colon = path.indexOf(':', path.lastIndexOf('/') + 1);
  const full = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? '' : path.slice(colon + 1);
  return {
    name: full.replace(KNOWN_HOSTS, '').replace(/^library\//, ''),
    ...(tag ? { tag } : {}),
    ...(digest ? { digest } : {}),
  };
}
