// Default folders and files of the commands.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultStationDirectory, installRootOf, stateDirectory } from '../supervisor/index.ts';

/** The folder that holds `models` and `resources`. This file is bundled into `out/main`. */
export const installRoot = installRootOf(fileURLToPath(new URL('../..', import.meta.url)));

export const defaultModel = join(installRoot, 'models/demo');

/** The built screens. */
export const builtScreens = fileURLToPath(new URL('../renderer', import.meta.url));

export const defaultRecordDirectory = stateDirectory(process.env);

export const defaultPlantData = join(defaultRecordDirectory, 'plant');

export const defaultWorkplace = defaultStationDirectory(process.env);

/** Files that can be made again are a "cache" in the XDG Base Directory Specification. */
export const benchCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stepwatch');

/** Script that runs the full-size network in PyTorch, for comparison. */
export const eagerScript = join(installRoot, 'models/slowfast-r50/eager.py');
