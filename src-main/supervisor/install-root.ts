// Finds where Stepwatch is installed, in a checkout and in a package.
import { basename, dirname } from 'node:path';

/**
 * The folder that holds `models` and `resources`.
 *
 * @param appPath The folder of `package.json`. In a package this is Electron's archive `resources/app.asar`, or the plain
 * files beside it; the root is two folders up.
 */
export function installRootOf(appPath: string): string {
  return /^app\.asar(\.unpacked)?$/.test(basename(appPath)) ? dirname(dirname(appPath)) : appPath;
}
