/** The last folders of a path, for people to see where they are; the way back up is a button. */
export function crumbsOf(path: string | null): readonly string[] {
  const kept = 4;
  const parts = (path ?? '').split('/').filter(Boolean);
  return parts.length > kept ? ['…', ...parts.slice(-kept)] : parts;
}
