// The architectures that a deb is made for.
export type Architecture = 'x64' | 'arm64';

interface Toolchain {
  readonly debian: string;
  /** Of the names of the system's compiler and its tools, as in `aarch64-linux-gnu-g++`. */
  readonly prefix: string;
  /** Brings them. */
  readonly package: string;
}

export const toolchains: Readonly<Record<Architecture, Toolchain>> = {
  x64: { debian: 'amd64', prefix: 'x86_64-linux-gnu-', package: 'g++-x86-64-linux-gnu' },
  arm64: { debian: 'arm64', prefix: 'aarch64-linux-gnu-', package: 'g++-aarch64-linux-gnu' },
};

/** @throws Error for another one. */
export function architectureOf(name: string): Architecture {
  if (name === 'x64' || name === 'arm64') return name;
  throw new Error(`There is no package for ${name}: say --arch x64 or --arch arm64.`);
}
