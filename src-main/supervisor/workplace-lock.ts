// Lets only one station use a folder: two engines would write into the same journal. The lock is a socket in Linux's
// abstract namespace: it vanishes with its process, however the process ends, and leaves no file behind.
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { StationError } from '../../src-inference/contract/index.ts';

/**
 * Creates the folder when it does not exist.
 *
 * @returns A function that releases the lock.
 * @throws StationError `not_possible` when another station uses the folder, `record_unwritable` when it cannot be created.
 */
export async function lockWorkplace(directory: string): Promise<() => void> {
  const name = createHash('sha256').update(realPath(directory)).digest('hex').slice(0, 32);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new StationError('not_possible', 'Another station uses this folder.', {
          where: directory,
          hint: 'Use that station, end it, or choose another folder: --directory DIR.',
          cause,
        }),
      ),
    );
    server.listen(`\0stepwatch-${name}`, resolve);
  });
  return () => void server.close();
}

function realPath(directory: string): string {
  try {
    mkdirSync(directory, { recursive: true });
    return realpathSync(directory);
  } catch (cause) {
    throw new StationError('record_unwritable', 'The folder of the station cannot be created.', {
      where: directory,
      hint: 'Choose a folder that you may write to: --directory DIR.',
      cause,
    });
  }
}
