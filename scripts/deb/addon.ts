// The GStreamer addon for an architecture: that of this machine is built by the setup, another one is cross-compiled.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { architectureOfElf } from '../addon-architecture.ts';
import type { Architecture } from './architecture.ts';

const checkout = resolve(import.meta.dirname, '../..');
const compilers: Readonly<Record<Architecture, { readonly program: string; readonly package: string }>> = {
  x64: { program: 'x86_64-linux-gnu-g++', package: 'g++-x86-64-linux-gnu' },
  arm64: { program: 'aarch64-linux-gnu-g++', package: 'g++-aarch64-linux-gnu' },
};

/** @returns Path of the addon. @throws Error that says what is missing. */
export function addonFor(architecture: Architecture): string {
  const built = join(checkout, 'build/native/stepwatch-media.node');
  const path = architecture === process.arch ? built : crossCompile(architecture);
  const found = architectureOfElf(readFileSync(path));
  if (found !== architecture)
    throw new Error(`The addon ${path} is for ${found ?? 'no known architecture'}.`);
  return path;
}

/**
 * Headers are the same on both architectures. To link, the names of the libraries are enough: the addon is linked with
 * empty libraries of the same names, and finds its functions when it is loaded.
 */
function crossCompile(architecture: Architecture): string {
  const compiler = compilers[architecture];
  const target = join(mkdtempSync(join(tmpdir(), 'stepwatch-addon-')), 'stepwatch-media.node');
  try {
    execFileSync(join(checkout, 'scripts/build-native.sh'), [target], {
      env: { ...process.env, CROSS_COMPILER: compiler.program },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (cause) {
    throw new Error(`The addon cannot be compiled for ${architecture}: apt-get install ${compiler.package}`, {
      cause,
    });
  }
  return target;
}
