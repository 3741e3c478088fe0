// Where the files of the program are, in a checkout and in a package.
import { join } from 'node:path';

export interface ProgramFiles {
  /** Entry of the engine's process. */
  readonly engine: string;
  readonly preload: string;
  /** The built screens. */
  readonly screens: string;
  readonly icon: string;
}

/**
 * @param appPath The folder of `package.json`. In a package this is the archive `app.asar`: the main process and the preload
 * script are inside, everything else lies beside it as plain files.
 * @param installRoot The folder that holds `resources`.
 */
export function programFiles(appPath: string, installRoot: string): ProgramFiles {
  const plain = appPath.replace(/app\.asar$/, 'app.asar.unpacked');
  return {
    engine: join(plain, 'out/main/engine.js'),
    preload: join(appPath, 'out/main/preload.cjs'),
    screens: join(plain, 'out/renderer'),
    icon: join(installRoot, 'resources/icons/256x256.png'),
  };
}
