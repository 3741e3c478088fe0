// Writes of a project: whole or not at all, and a full disk is told as such.
import { StationError } from '../contract/index.ts';
import { type FileContent, isDiskFull, makeFolder, unwritable, writeAllAtomically } from '../files/index.ts';

const everybodyMayRead = 0o644;

/** @throws StationError `disk_full` or `record_unwritable`: all files are as they were. */
export async function writeProjectFiles(files: readonly FileContent[]): Promise<void> {
  try {
    await writeAllAtomically(files, everybodyMayRead);
  } catch (cause) {
    throw writeError(files[0]!.path, cause);
  }
}

export function writeError(path: string, cause: unknown): StationError {
  if (!isDiskFull(cause)) return unwritable(path, cause);
  return new StationError('disk_full', `"${path}" cannot be written: the disk is full.`, {
    where: path,
    hint: 'Free some space and repeat it. Nothing of it was kept; the project is as it was.',
    cause,
  });
}

/** @throws StationError `disk_full` or `record_unwritable`. */
export function makeProjectFolder(path: string): void {
  try {
    makeFolder(path);
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/** As JSON that a person can read. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
