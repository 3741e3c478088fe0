// Checks the GStreamer addon in a package. It is compiled on the machine that builds the package, so a package for another
// architecture would contain the wrong addon.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AfterPackContext, Arch } from 'electron-builder';

/** `e_machine` of the ELF header, see elf.h. */
const machines: ReadonlyMap<number, string> = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);

/** @returns Name of the architecture in electron-builder; null when it is no ELF file, or an architecture without packages. */
export function architectureOfElf(elf: Uint8Array): string | null {
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  if (elf.byteLength < 20 || view.getUint32(0) !== 0x7f454c46) return null;
  return machines.get(view.getUint16(18, true)) ?? null;
}

/** Hook of electron-builder. @throws Error when the addon that was packed is for another architecture. */
export async function requireAddonOf({ appOutDir, arch }: AfterPackContext): Promise<void> {
  const addon = join(appOutDir, 'resources/app.asar.unpacked/build/native/stepwatch-media.node');
  const [built, wanted] = [architectureOfElf(await readFile(addon)), Arch[arch]];
  if (built === wanted) return;
  throw new Error(
    `The GStreamer addon was compiled for ${built ?? 'an unknown architecture'}, the package is for ${wanted}: ` +
      `run "npm run package" on a machine with ${wanted}.`,
  );
}
