// What must be true of the files of a package before it is packed: every binary is for its architecture and for the oldest
// system that it is made for, and all of them together are small enough.
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { architectureOfElf } from '../addon-architecture.ts';
import type { Architecture } from './architecture.ts';

/** Of the installed files. */
export const mostMegabytes = 250;
/** The C library of Ubuntu 22.04, which JetPack 6 is made of. */
const newestGlibc = [2, 35] as const;

const elfMagic = 0x7f454c46;

export interface Binary {
  readonly path: string;
  readonly architecture: string | null;
  /** Minor version of glibc 2 that it needs at least; 0: none. */
  readonly glibc: number;
}

/** @returns All of them. @throws Error that names what is wrong. */
export function checkBinaries(root: string, architecture: Architecture): readonly Binary[] {
  const binaries = binariesIn(root);
  for (const binary of binaries) {
    if (binary.architecture !== architecture)
      throw new Error(
        `${binary.path} is for ${binary.architecture ?? 'another architecture'}, the package is for ${architecture}.`,
      );
    if (binary.glibc > newestGlibc[1])
      throw new Error(
        `${binary.path} needs glibc 2.${binary.glibc}, Ubuntu 22.04 has ${newestGlibc.join('.')}: compile it on an older system.`,
      );
  }
  return binaries;
}

export function checkSize(kilobytes: number): void {
  const megabytes = Math.round(kilobytes / 1024);
  if (megabytes > mostMegabytes)
    throw new Error(
      `The package has ${megabytes} MB when it is installed, more than ${mostMegabytes}: see scripts/deb/needed-files.ts.`,
    );
}

function binariesIn(root: string): readonly Binary[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => isElf(join(root, path)))
    .map((path) => {
      const bytes = readFileSync(join(root, path));
      return { path, architecture: architectureOfElf(bytes), glibc: glibcOf(bytes) };
    });
}

function isElf(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const file = openSync(path, 'r');
  try {
    const magic = Buffer.alloc(4);
    return readSync(file, magic, 0, 4, 0) === 4 && magic.readUInt32BE() === elfMagic;
  } finally {
    closeSync(file);
  }
}

/** Of the names of versions in its table of strings. */
function glibcOf(elf: Buffer): number {
  const prefix = 'GLIBC_2.';
  let newest = 0;
  for (let at = elf.indexOf(prefix); at !== -1; at = elf.indexOf(prefix, at + 1)) {
    const minor = /^\d+/.exec(elf.toString('latin1', at + prefix.length, at + prefix.length + 3));
    newest = Math.max(newest, Number(minor?.[0] ?? 0));
  }
  return newest;
}
