// Atomic writes: whoever reads the file finds the old content or the new one, whole, whatever is killed or loses its power
// in between.
import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unwritable } from './unwritable.ts';

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

/** Deletes drafts that a killed process has left in a folder, and in the folders in it. */
export async function removeDrafts(
  folder: string,
  { recursive }: { readonly recursive: boolean },
): Promise<void> {
  const names = await readdir(folder, { recursive }).catch(() => []);
  const drafts = names.filter((name) => draftPattern.test(name));
  // One that cannot be deleted is in nobody's way.
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}

const draftPattern = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/;

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
