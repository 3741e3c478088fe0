// A file or folder that the person at the desktop chose in a dialog of the system is allowed to the station, also after a restart.
import { realpath } from 'node:fs/promises';
import { rememberRoot, type Supervisor } from '../supervisor/index.ts';

/** @param file See `rootsFile`. @throws StationError `usage` when the file cannot be written. */
export async function allowChosen(
  path: string,
  supervisor: Pick<Supervisor, 'allow' | 'allowed'>,
  file: string,
): Promise<void> {
  const real = await realpath(path);
  const allowed = await Promise.all(supervisor.allowed.map((root) => realpath(root).catch(() => root)));
  rememberRoot(file, real, allowed);
  await supervisor.allow(real);
}
