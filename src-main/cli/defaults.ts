// Where things are when the person does not say.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installationOf, stateDirectory, usualWorkplace } from '../supervisor/index.ts';

/** The folder that holds models and resources; this file is bundled into out/main. */
export const installation = installationOf(fileURLToPath(new URL('../..', import.meta.url)));

export const defaultModel = join(installation, 'models/demo');

/** The built screens. */
export const builtScreens = fileURLToPath(new URL('../renderer', import.meta.url));

export const defaultRecordDirectory = stateDirectory(process.env);

export const defaultWorkplace = usualWorkplace(process.env);
