// Whether PyTorch is on this machine, and what it would take to have it. It is a choice, never a need: without it there is the
// head on frozen features.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { TeachProject } from '../../contract/index.ts';

const run = promisify(execFile);

/** Debian's own: another python3 on the PATH does not have its packages. */
export const python = '/usr/bin/python3';
const packages = ['python3-torch', 'python3-onnx', 'python3-numpy'];
/** apt-get says how large it is, and asks. */
export const pytorchInstallCommand = `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
/** Importing PyTorch takes seconds on a busy machine. */
const patienceMilliseconds = 60_000;

const probe = `
import torch, onnx, numpy
print("gpu" if torch.cuda.is_available() else "cpu")
`;

/** Asks Python itself, so it takes seconds; whoever needs it often keeps the answer. */
export async function findPyTorch(): Promise<TeachProject['pytorch']> {
  try {
    const { stdout } = await run(python, ['-c', probe], { timeout: patienceMilliseconds });
    return {
      installed: true,
      gpu: stdout.trim() === 'gpu',
      installMegabytes: null,
      installCommand: pytorchInstallCommand,
    };
  } catch {
    // No Python, or one of the packages is missing or does not load.
    return {
      installed: false,
      gpu: false,
      installMegabytes: await installMegabytes(),
      installCommand: pytorchInstallCommand,
    };
  }
}

/** What apt-get would take on the disk. Null: no apt-get, or packages that it does not know. */
async function installMegabytes(): Promise<number | null> {
  const options = ['-o', 'Debug::NoLocking=1', '--assume-no', '--no-install-recommends'];
  const environment = { ...process.env, LC_ALL: 'C' };
  const told = await run('apt-get', [...options, 'install', ...packages], { env: environment }).then(
    ({ stdout }) => stdout,
    // It ends with an error because the answer was no.
    (cause: { readonly stdout?: string }) => cause.stdout ?? '',
  );
  return installSize(told);
}

/** In MB. @param told What `apt-get install` printed; null when it does not say. */
export function installSize(told: string): number | null {
  const found = /After this operation, ([\d.,]+) ([kMG])B of additional disk space/.exec(told);
  if (!found) return null;
  const value = Number(found[1]!.replaceAll(',', ''));
  return Math.round(value * { k: 0.001, M: 1, G: 1000 }[found[2] as 'k' | 'M' | 'G']);
}
