import { cp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Moves a file or a folder, in one step where the system can do it. It cannot between two disks, nor between two folders of a process
 * that the Landlock of Linux 5.13 to 5.18 closes in: there it is copied beside its place first.
 *
 * @param to Of a file, or of a folder that is empty or not there.
 */
export async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause;
    const draft = join(dirname(to), `.${basename(to)}.part`);
    await cp(from, draft, { recursive: true });
    await rename(draft, to);
    await rm(from, { recursive: true, force: true });
  }
}
