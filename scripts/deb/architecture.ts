// The architectures that a deb is made for.
export type Architecture = 'x64' | 'arm64';

export const debianNames: Readonly<Record<Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** @throws Error for another one. */
export function architectureOf(name: string): Architecture {
  if (name === 'x64' || name === 'arm64') return name;
  throw new Error(`There is no package for ${name}: say --arch x64 or --arch arm64.`);
}
