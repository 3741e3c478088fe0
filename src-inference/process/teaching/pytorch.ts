// Whether PyTorch is on this machine, as Debian ships it, and what it would cost. Asked once: it changes with an installation,
// after which the station is started again.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { TeachProject } from '../../contract/index.ts';

const run = promisify(execFile);
const packageName = 'python3-torch';
const timeoutMilliseconds = 10_000;

let facts: Promise<TeachProject['pytorch']> | null = null;

export function pytorchFacts(): Promise<TeachProject['pytorch']> {
  facts ??= findFacts();
  return facts;
}

async function findFacts(): Promise<TeachProject['pytorch']> {
  const installed = await isInstalled();
  return {
    installed,
    gpu: installed && existsSync('/proc/driver/nvidia/version'),
    installMegabytes: installed ? null : await installMegabytes(),
    installCommand: `sudo apt-get install ${packageName}`,
  };
}

/** Without loading it, which takes seconds. */
async function isInstalled(): Promise<boolean> {
  const script = 'import importlib.util as u, sys; sys.exit(0 if u.find_spec("torch") else 1)';
  return run('python3', ['-c', script], { timeout: timeoutMilliseconds }).then(
    () => true,
    () => false,
  );
}

/** As apt tells it when it only simulates; null without apt, or without its lists. */
async function installMegabytes(): Promise<number | null> {
  const options = {
    timeout: timeoutMilliseconds,
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 16 * 2 ** 20,
  };
  const simulated = await run('apt-get', ['install', '--assume-no', packageName], options).catch(
    // Its answer is "no", which is an error to apt.
    (failure: { readonly stdout?: string }) => ({ stdout: failure.stdout ?? '' }),
  );
  const found = /After this operation, ([\d.,]+) (kB|MB|GB) of additional disk space/.exec(simulated.stdout);
  if (!found) return null;
  const factor = { kB: 1e-3, MB: 1, GB: 1e3 }[found[2] as 'kB' | 'MB' | 'GB'];
  return Math.round(Number(found[1]!.replaceAll(',', '')) * factor);
}
