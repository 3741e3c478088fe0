// Reads a file where anything may lie in its place.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Throws what the file system throws. A pipe, which would be waited for without an end, is `EINVAL`. */
export async function readTextFile(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile() && !stat.isDirectory()) {
      throw Object.assign(new Error(`EINVAL: "${path}" is not a file`), { code: 'EINVAL' });
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
