// Makes a folder and the folders above it. Node's own `recursive` option never returns where a folder cannot be made below an
// existing one, as in /proc.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { mustBePermitted } from './permitted.ts';

/**
 * Does nothing when the folder exists. Throws what `mkdirSync` throws.
 *
 * @throws StationError `not_permitted` where the sandbox lets nothing be written.
 */
export function makeFolder(path: string): void {
  mustBePermitted(path, 'write');
  makeWithParents(path);
}

function makeWithParents(path: string): void {
  try {
    mkdirSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw cause;
    makeWithParents(dirname(path));
    mkdirSync(path);
  }
}
