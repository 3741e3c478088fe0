// Where the parts of the program are, in a checkout and in a package.
import { join } from 'node:path';

export interface ProgramFiles {
  /** Runs in the engine's process. */
  readonly engine: string;
  readonly preload: string;
  /** The built screens. */
  readonly screens: string;
  readonly icon: string;
}

/**
 * @param appPath The folder of `package.json`; in a package the archive, beside which everything but this process and its
 * preload lies as plain files.
 * @param installation Holds `resources`.
 */
export function programFiles(appPath: string, installation: string): ProgramFiles {
  const plain = appPath.replace(/app\.asar$/, 'app.asar.unpacked');
  return {
    engine: join(plain, 'out/main/engine.js'),
    preload: join(appPath, 'out/main/preload.cjs'),
    screens: join(plain, 'out/renderer'),
    icon: join(installation, 'resources/icons/256x256.png'),
  };
}
