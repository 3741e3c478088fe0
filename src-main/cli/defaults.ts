// Where things are when the person does not say.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The demo model of the checkout; this file is bundled into out/main. */
export const defaultModel = fileURLToPath(new URL('../../models/demo', import.meta.url));

/** What can be made again: a cache in the sense of the XDG base directory specification. */
export const benchCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stepwatch');

/** Where PyTorch runs the full-size network, for comparison. */
export const eagerScript = fileURLToPath(new URL('../../models/slowfast-r50/eager.py', import.meta.url));

/** Logs are state in the sense of the XDG base directory specification. */
export const defaultRecordDirectory = join(
  process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'),
  'stepwatch',
);
