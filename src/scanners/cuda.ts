/**
 * GPU architectures named in a text: `sm_61`, `compute_70`, and the list that PyTorch's extensions read
 * (`6.0;6.1;7.0+PTX`), each as `sm_61`, in the order of their first mention.
 */
export function cudaArchitectures(text: string): string[] {
  const names = new Set<string>();
  for (const [, digits] of text.matchAll(/\b(?:sm|compute)_(\d{2,3}a?)\b/g)) names.add(`sm_${digits!}`);
  if (/^[\s\d.;,+PTX]+$/.test(text)) {
    for (const [, major, minor] of text.matchAll(/\b(\d{1,2})\.(\d)\b/g)) names.add(`sm_${major!}${minor!}`);
  }
  return [...names];
}
