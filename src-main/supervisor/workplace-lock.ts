// One station for one workplace: two engines would write into the same journal. The lock is a socket in Linux's abstract
// name space: it vanishes with its process, however that ends, and there is no file to be left behind.
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { StationError } from '../../src-inference/contract/index.ts';

/**
 * Makes the folder when it is not there.
 *
 * @returns A function that lets it go again.
 * @throws StationError `not_possible` when another station has it open, `record_unwritable` when it cannot be made.
 */
export async function lockWorkplace(directory: string): Promise<() => void> {
  const name = createHash('sha256').update(realPath(directory)).digest('hex').slice(0, 32);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new StationError('not_possible', 'Another station has this folder open.', {
          where: directory,
          hint: 'Use that one, end it, or choose another folder with --directory.',
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
    throw new StationError('record_unwritable', 'The folder of the station cannot be made.', {
      where: directory,
      hint: 'Choose one that you may write to: --directory DIR.',
      cause,
    });
  }
}
