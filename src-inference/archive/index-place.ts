// Where the index lies. On a disk that cannot be written it lies elsewhere for the length of one engine: the history can be looked at
// all the same.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../files/index.ts';

export interface IndexPlace {
  readonly file: string;
  /** Deletes what lies elsewhere. */
  leave(): void;
}

/** SQLite makes a file of so much beside an index before it can even be read. */
const neededBytes = 1 << 17;

/** @param index Where it belongs. That is the answer, too, when it can lie nowhere: whoever opens it says why. */
export function placeOfIndex(
  index: string,
  elsewhere: readonly string[] = [tmpdir(), '/dev/shm'],
): IndexPlace {
  if (canWriteIn(dirname(index))) return { file: index, leave: () => undefined };
  // The same name each time: what a killed engine has left is used again.
  const name = `stepwatch-index-${createHash('sha256').update(index).digest('hex').slice(0, 16)}`;
  for (const folder of elsewhere.map((one) => join(one, name))) {
    makePrivate(folder);
    if (!canWriteIn(folder) || !isOurs(folder)) continue;
    const leave = (): void => rmSync(folder, { recursive: true, force: true });
    const file = join(folder, basename(index));
    try {
      for (const end of ['', '-wal']) if (existsSync(index + end)) copyFileSync(index + end, file + end);
      return { file, leave };
    } catch {
      leave();
    }
  }
  return { file: index, leave: () => undefined };
}

function canWriteIn(folder: string): boolean {
  const probe = join(folder, '.room');
  try {
    makeFolder(folder);
    writeFileSync(probe, Buffer.alloc(neededBytes), { mode: 0o640 });
    return true;
  } catch {
    return false;
  } finally {
    try {
      rmSync(probe, { force: true });
    } catch {
      // A disk that became read-only in between.
    }
  }
}

function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It is there already, or nothing can be written.
  }
}

/** Everybody may make folders in /tmp. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
