// Puts all files of the program into one folder, which looks like a checkout: the code finds its files as it does there.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { placeAddons } from './addons.ts';
import { type Architecture, toolchains } from './architecture.ts';
import { isNeeded } from './needed-files.ts';

const checkout = resolve(import.meta.dirname, '../..');
/** Its binaries are packages of the npm registry, one for each architecture. */
const nodeVersion = '20.20.2';

/** Files of the checkout, and which of those below a folder. */
const files: readonly (readonly [path: string, takes: RegExp])[] = [
  ['package.json', /./],
  ['package-lock.json', /./],
  ['LICENSE', /./],
  ['out/main', /^(?!.*\.map$)/],
  ['out/renderer', /^(?!.*\.map$)/],
  ['models/demo', /./],
  ['models/training', /(\/training|\.py)$/],
  ['resources/demo', /(\/demo|\/(good|skipped)\.(mp4|csv|json))$/],
  ['resources/recipes', /./],
  ['resources/icons', /(\/icons|256x256\.png|\.svg)$/],
  ['resources/checker-rates.json', /./],
  ['scripts/media-packages.txt', /./],
  ['docs', /(\/docs|\.md|\/decisions)$/],
];

/** @returns Whether the addon for TensorRT is among it. */
export function collectProgram(target: string, architecture: Architecture): boolean {
  copyCheckout(target);
  installPackages(target, architecture);
  placeNode(target, architecture);
  return placeAddons(join(target, 'build/native'), architecture);
}

export function copyCheckout(target: string): void {
  mkdirSync(target, { recursive: true });
  for (const [path, takes] of files) {
    cpSync(join(checkout, path), join(target, path), { recursive: true, filter: (from) => takes.test(from) });
  }
}

function installPackages(target: string, architecture: Architecture): void {
  const platform = ['--os=linux', `--cpu=${architecture}`, '--libc=glibc'];
  npm(target, 'ci', '--omit=dev', '--ignore-scripts', ...platform);
  rmSync(join(target, 'package-lock.json'));
  const modules = join(target, 'node_modules');
  for (const entry of readdirSync(modules, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !isNeeded(relative(modules, path), architecture)) rmSync(path);
  }
  execFileSync('find', [modules, '-type', 'd', '-empty', '-delete']);
}

/** A station does not depend on the Node of its system: Debian 12 and Ubuntu have older ones. */
function placeNode(target: string, architecture: Architecture): void {
  const name = `node-linux-${architecture}`;
  const scratch = join(target, 'node-package');
  mkdirSync(scratch);
  npm(scratch, 'pack', '--ignore-scripts', `${name}@${nodeVersion}`);
  const archive = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${name} left no archive.`);
  execFileSync('tar', ['-xzf', archive, 'package/bin/node'], { cwd: scratch });
  mkdirSync(join(target, 'bin'));
  const node = join(target, 'bin/node');
  renameSync(join(scratch, 'package/bin/node'), node);
  // Its symbols are for debuggers, and take 12 MB.
  execFileSync(`${toolchains[architecture].prefix}strip`, ['--strip-unneeded', node]);
  chmodSync(node, 0o755);
  rmSync(scratch, { recursive: true });
}

function npm(folder: string, ...words: string[]): void {
  execFileSync('npm', [...words, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
