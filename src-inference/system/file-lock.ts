// A lock that lies with its file: whoever has it is the only one, whatever container or name of the folder the others come by.
import { ftruncateSync, writeSync } from 'node:fs';
import { callAddon } from './native.ts';

interface FileLock {
  /** Replaces what the file says; a disk that is full keeps nothing of it. */
  write(text: string): void;
  /** May be called again. */
  release(): void;
}

/**
 * @returns Null when another process, or this one, has the lock already.
 * @throws Error with the `code` of the system call, such as `EROFS`, when the file cannot be opened.
 */
export function lockFile(path: string): FileLock | null {
  let file = callAddon((addon) => addon.lockFile(path));
  if (file === null) return null;
  return {
    write(text) {
      if (file === null) return;
      try {
        ftruncateSync(file);
        writeSync(file, text, 0);
      } catch {
        // The lock holds all the same.
      }
    },
    release() {
      const given = file;
      file = null;
      if (given !== null) callAddon((addon) => addon.unlockFile(given));
    },
  };
}
