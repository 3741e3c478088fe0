import type { PlantPartKey } from '../../../src-inference/contract/index.ts';
import type { EvidenceBucket } from './bucket.ts';

/** Answered with the place of the file in the bucket. */
export const objectPath = '/evidence/object';

/**
 * Where pages find a file of the evidence. Pure.
 *
 * @param file `url` as the database has it: a path below the folder of the evidence, percent-encoded, or the address of an object.
 * @returns An address on the plant's server; null when it has none.
 */
export function evidenceAddress(
  { station, startedAt }: PlantPartKey,
  file: { readonly name: string; readonly url: string | null } | null,
  bucket: EvidenceBucket | null,
): string | null {
  const url = file?.url ?? null;
  if (file === null || url === null) return null;
  if (bucket?.holds(url)) {
    return `${objectPath}?${new URLSearchParams({ station: String(station), startedAt, name: file.name })}`;
  }
  // Other kinds of stores have a scheme.
  if (url.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(url)) return null;
  return `/evidence/${url}`;
}
