// What the kinds of store have in common.
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

export interface StoredFile {
  /** Where others find it: an address, or a percent-encoded path below the shared folder. */
  readonly url: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface Store {
  /**
   * Copies a file; the same name again replaces it.
   *
   * @param name With `/` between its parts.
   * @returns Null: the file is not there any more, or the store never takes one as large.
   * @throws StationError when it must be tried again.
   */
  put(name: string, file: string): Promise<StoredFile | null>;
  /** Resolves when the store seems to be there. @throws StationError. */
  reach(): Promise<void>;
  /** Writes a few bytes under a name of its own. @throws StationError that says what is wrong. */
  test(): Promise<void>;
  close(): void;
}

/** @returns Null when the file is not there. */
export async function openFile(path: string): Promise<FileHandle | null> {
  try {
    return await open(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

/** @returns Of all of the file, in hexadecimal; the file is left at its beginning. */
export async function digestOf(
  file: FileHandle,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).byteLength;
  }
  return { bytes, sha256: hash.digest('hex') };
}
