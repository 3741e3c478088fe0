// Types of the addon in native/: system calls that Node does not have.
import { createRequire } from 'node:module';
import { getSystemErrorName } from 'node:util';
import { addonFile } from '../files/index.ts';

interface Addon {
  /** @returns The descriptor of the file, which is the lock; null when somebody else has it. */
  lockFile(path: string): number | null;
  unlockFile(file: number): void;
  giveBackFreedMemory(): void;
  /** @returns False when that process is not the parent any more. */
  endWithParent(parent: number): boolean;
}

let loaded: Addon | undefined;

/** @throws Error when the addon was not built; with the `code` of the system call, such as `EROFS`, when it fails. */
export function callAddon<Result>(call: (addon: Addon) => Result): Result {
  loaded ??= createRequire(import.meta.url)(addonFile('system')) as Addon;
  try {
    return call(loaded);
  } catch (thrown) {
    const { errno } = thrown as NodeJS.ErrnoException;
    if (errno === undefined) throw thrown;
    throw Object.assign(thrown as Error, { code: getSystemErrorName(errno) });
  }
}
