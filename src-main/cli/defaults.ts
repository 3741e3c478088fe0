// Where things are when the person does not say.
import { fileURLToPath } from 'node:url';
import { stateDirectory, usualWorkplace } from '../supervisor/index.ts';

/** The folder that holds models and resources; this file is bundled into out/main. */
export const installation = fileURLToPath(new URL('../..', import.meta.url));

/** The demo model of the checkout. */
export const defaultModel = fileURLToPath(new URL('../../models/demo', import.meta.url));

/** The built screens. */
export const builtScreens = fileURLToPath(new URL('../renderer', import.meta.url));

export const defaultRecordDirectory = stateDirectory(process.env);

export const defaultWorkplace = usualWorkplace(process.env);
