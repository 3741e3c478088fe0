// Finds a file below a folder, and none outside of it: not by `..`, not by percent-encoding, not by a symbolic link.
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isBelow } from '../../src-inference/contract/index.ts';

/**
 * @param path As in an address: percent-encoded, with or without a slash in front.
 * @returns The real path of a regular file; null when there is none, or it lies outside.
 */
export async function containedFile(root: string, path: string): Promise<string | null> {
  try {
    const name = decodeURIComponent(path);
    if (name.includes('\0')) return null;
    const [folder, file] = await Promise.all([realpath(root), realpath(join(root, name))]);
    if (!isBelow(file, folder)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}
