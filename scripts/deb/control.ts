// What dpkg must know of the package, and what it runs when the package comes and goes.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const sources = resolve(import.meta.dirname, '../../resources/linux/deb');
const mediaPackages = readFileSync(resolve(import.meta.dirname, '../media-packages.txt'), 'utf8')
  .trim()
  .split('\n');

/** What the addon and Node link, and who the services run as. */
const depends = ['libstdc++6', 'libgstreamer1.0-0 (>= 1.20)', 'libgstreamer-plugins-base1.0-0', 'adduser'];
/** A screen in a window of its own, and over the whole screen. */
const recommends = ['chromium | chromium-browser | google-chrome-stable', 'cage', 'xwayland'];

/** @returns Size of the installed files in kilobytes. */
export function writeControl(
  root: string,
  {
    version,
    architecture,
    glibc,
  }: { readonly version: string; readonly architecture: string; readonly glibc: number },
): number {
  const kilobytes = Number(execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0]);
  const folder = join(root, 'DEBIAN');
  mkdirSync(folder);
  // Whoever publishes the package puts an address of their own here.
  writeFileSync(
    join(folder, 'control'),
    [
      'Package: stepwatch',
      `Version: ${version}`,
      `Architecture: ${architecture}`,
      'Maintainer: Stepwatch <station@stepwatch.example>',
      `Installed-Size: ${kilobytes}`,
      `Depends: ${[`libc6 (>= 2.${glibc})`, ...depends, ...mediaPackages].join(', ')}`,
      `Recommends: ${recommends.join(', ')}`,
      // Both have the command `stepwatch`.
      'Conflicts: stepwatch-desktop',
      'Section: video',
      'Priority: optional',
      'Homepage: https://stepwatch.example',
      'Description: operator station for manual assembly',
      ' Watches a person assemble a part on video, names each action, checks the order',
      ' against a recipe, and shows pass, warn or fail while the part is still on the bench.',
      '',
    ].join('\n'),
  );
  writeFileSync(join(folder, 'conffiles'), '/etc/default/stepwatch\n');
  for (const name of readdirSync(sources).filter((one) => /^(pre|post)(inst|rm)$/.test(one))) {
    cpSync(join(sources, name), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  return kilobytes;
}
