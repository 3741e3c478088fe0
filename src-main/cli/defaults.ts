// Where things are when the person does not say.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultStationDirectory, installRootOf, stateDirectory } from '../supervisor/index.ts';

/** The folder that holds models and resources; this file is bundled into out/main. */
export const installation = installRootOf(fileURLToPath(new URL('../..', import.meta.url)));

export const defaultModel = join(installation, 'models/demo');

/** The built screens. */
export const builtScreens = fileURLToPath(new URL('../renderer', import.meta.url));

export const defaultRecordDirectory = stateDirectory(process.env);

export const defaultWorkplace = defaultStationDirectory(process.env);

/** What can be made again: a cache in the sense of the XDG base directory specification. */
export const benchCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stepwatch');

/** Where PyTorch runs the full-size network, for comparison. */
export const eagerScript = join(installation, 'models/slowfast-r50/eager.py');
