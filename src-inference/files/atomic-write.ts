// Atomic writes: whoever reads the file finds the old content or the new one, whole, whatever is killed or loses its power
// in between.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { StationError } from '../contract/index.ts';

export interface FileContent {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes a draft beside the file, to the disk, and renames it over the file (rename(2) is atomic). Two writers at once do
 * not disturb each other: the last rename wins.
 *
 * Throws what the file system throws; the file is as it was then.
 *
 * @param mode Permissions of the file, such as 0o644.
 */
function writeAtomically(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  return writeAllAtomically([{ path, content }], mode);
}

/** As `writeAtomically`, for several files: none takes its place before all drafts are on the disk. */
export async function writeAllAtomically(files: readonly FileContent[], mode: number): Promise<void> {
  const drafts = files.map(({ path, content }) => ({ path, content, draft: `${path}.${randomUUID()}.part` }));
  try {
    for (const { draft, content } of drafts) await writeDraft(draft, content, mode);
    for (const { draft, path } of drafts) await rename(draft, path);
  } catch (cause) {
    for (const { draft } of drafts) await rm(draft, { force: true }).catch(() => undefined);
    throw cause;
  }
}

async function writeDraft(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** As `writeAtomically`, for the files of a station. @throws StationError `record_unwritable`. */
export async function writeStationFile(path: string, content: string, mode: number): Promise<void> {
  try {
    await writeAtomically(path, content, mode);
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

/** No room on the disk, in the quota, or under the limit of the process. */
const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether a write failed because there is no room. */
export function isDiskFull(cause: unknown): boolean {
  return fullCodes.includes((cause as NodeJS.ErrnoException).code ?? '');
}
