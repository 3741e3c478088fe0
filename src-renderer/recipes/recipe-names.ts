// Names of recipes. They are file names, so only characters that every disk allows. Pure.

/** `Flexible coupling, 2` becomes `flexible-coupling-2`; empty for a title without a letter or a digit. */
export function nameFromTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** The name itself if it is free, else the first free one of `name-2`, `name-3` and so on. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number++) {
    const next = `${name}-${number}`;
    if (!taken.includes(next)) return next;
  }
}

export function isUsableName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(name);
}
