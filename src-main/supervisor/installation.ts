// Where the program and what comes with it are, in a checkout and in a package.
import { basename, dirname } from 'node:path';

/**
 * The folder that holds `models` and `resources`.
 *
 * @param program The folder of `package.json`. In a package that is the archive of Electron, or the plain files beside it,
 * two folders below.
 */
export function installationOf(program: string): string {
  return /^app\.asar(\.unpacked)?$/.test(basename(program)) ? dirname(dirname(program)) : program;
}
