/**
 * Where pages find a file of the evidence. Pure.
 *
 * @param url As the database has it: a path below the folder of the evidence, percent-encoded.
 * @returns An address on the plant's server; null when it has none.
 */
export function evidenceAddress(url: string | null): string | null {
  // Other kinds of stores have a scheme.
  if (url === null || url.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(url)) return null;
  return `/evidence/${url}`;
}
