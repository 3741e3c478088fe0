// Where the package lies, whether this code runs from its source or from the bundle in out/main.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the `package.json` named stepwatch, above this file. */
export function packageRoot(): string {
  let directory = import.meta.dirname;
  while (!isRoot(directory)) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error(`no package.json of stepwatch above ${import.meta.dirname}`);
    directory = parent;
  }
  return directory;
}

/**
 * The file of an addon: `media`, `system`. STEPWATCH_ADDONS names the folder of others in their place, such as those of
 * `scripts/sanitize.sh`.
 */
export function addonFile(name: string): string {
  return join(process.env.STEPWATCH_ADDONS ?? join(packageRoot(), 'build/native'), `stepwatch-${name}.node`);
}

function isRoot(directory: string): boolean {
  const file = join(directory, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'stepwatch';
}

/** The folder that holds `models` and `resources`: that of the package or, where it is packed for the desktop, one above it. */
export function installRoot(): string {
  const root = packageRoot();
  for (let directory = root; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'models/demo/model.yaml'))) return directory;
    if (directory === dirname(directory)) return root;
  }
}
