// The addons, and the library that closes the engine in, for an architecture: those of this machine are built by the setup, others
// are cross-compiled.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Architecture, toolchains } from './architecture.ts';

const checkout = resolve(import.meta.dirname, '../..');
const names = [
  'stepwatch-system.node',
  'stepwatch-enclosure.so',
  'stepwatch-media.node',
  'stepwatch-tensorrt.node',
];

/**
 * @returns Whether that for TensorRT is among them: it needs NVIDIA's headers.
 * @throws Error that says what is missing.
 */
export function placeAddons(target: string, architecture: Architecture): boolean {
  const scratch = architecture === process.arch ? null : mkdtempSync(join(tmpdir(), 'stepwatch-addons-'));
  try {
    if (scratch !== null) crossCompile(scratch, architecture);
    const source = scratch ?? join(checkout, 'build/native');
    const built = names.filter((name) => existsSync(join(source, name)));
    mkdirSync(target, { recursive: true });
    for (const name of built) cpSync(join(source, name), join(target, name));
    return built.length === names.length;
  } finally {
    if (scratch !== null) rmSync(scratch, { recursive: true });
  }
}

/** The libraries that they use are found when they are loaded: none of that architecture need be here. */
function crossCompile(folder: string, architecture: Architecture): void {
  const toolchain = toolchains[architecture];
  try {
    execFileSync(join(checkout, 'scripts/build-native.sh'), [folder], {
      env: { ...process.env, CROSS_COMPILER: `${toolchain.prefix}g++` },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (cause) {
    throw new Error(
      `The addons cannot be compiled for ${architecture}: apt-get install ${toolchain.package}`,
      { cause },
    );
  }
}
