// Parses the header `Range` (RFC 9110, section 14.2) as far as a video element needs it: one range of bytes.

export type ByteRange =
  | { readonly kind: 'whole' }
  /** Both ends are included. */
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' };

/** A header that cannot be parsed, or that has several ranges, means the whole file, as the RFC allows. */
export function readByteRange(header: string | null, size: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return { kind: 'whole' };
  const [, from, to] = match as unknown as [string, string, string];
  if (from === '' && to === '') return { kind: 'whole' };
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return { kind: 'whole' };
  return first < size && first <= last ? { kind: 'part', first, last } : { kind: 'unsatisfiable' };
}
