// A file that only grows, a whole line at a time. Each line is one write to a file opened with O_APPEND, so that
// two processes never mix within a line (POSIX write(2)).
import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { StationError } from '../contract/index.ts';

export interface AppendFile {
  /** Appends the text and a newline. With `durable` it is on disk when this returns. */
  append(line: string, durable: boolean): void;
  close(): void;
}

/** @throws StationError `record_unwritable`, also from `append`. */
export function openAppendFile(path: string): AppendFile {
  const file = guarded(path, () => openSync(path, 'a+', 0o644));
  guarded(path, () => {
    if (endsTorn(file)) writeSync(file, '\n');
  });
  return {
    append(line, durable) {
      guarded(path, () => {
        writeAll(file, Buffer.from(`${line}\n`));
        if (durable) fdatasyncSync(file);
      });
    },
    close: () => closeSync(file),
  };
}

/** A disk that fills up may take only a part of a line. Writing the rest then fails, and the error is reported. */
function writeAll(file: number, bytes: Buffer): void {
  let written = writeSync(file, bytes);
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

/** Whether a writer was killed in the middle of the last line. */
function endsTorn(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

export function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StationError('record_unwritable', `The record cannot be written (${code}).`, {
      where: path,
      hint: hints[code] ?? 'Name another folder for the record.',
      cause,
    });
  }
}

const hints: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space or name a folder on another disk.',
  EACCES: 'Allow the station to write there or name another folder.',
  EROFS: 'The disk is read-only: name a folder on another one.',
  ENOTDIR: 'A file is in the way: name a folder.',
  EEXIST: 'A file is in the way: name a folder.',
};
