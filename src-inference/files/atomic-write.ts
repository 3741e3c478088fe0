// A file that is there as a whole or as it was before, whatever is killed or loses its power in between.
import { open, rename, rm } from 'node:fs/promises';
import { StationError } from '../contract/index.ts';

/** @throws StationError `record_unwritable`. */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.new`;
  try {
    await rm(draft, { force: true });
    const file = await open(draft, 'wx', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

export function unwritable(path: string, cause: unknown): StationError {
  const { code } = cause as NodeJS.ErrnoException;
  return new StationError('record_unwritable', `"${path}" cannot be written (${code ?? String(cause)}).`, {
    where: path,
    hint: 'Free some space, or allow the station to write there.',
    cause,
  });
}
