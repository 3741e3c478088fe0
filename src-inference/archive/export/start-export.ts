// Starts the thread of an export, and waits for its end.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StationError } from '../../contract/index.ts';
import { packageRoot } from '../../files/index.ts';
import type { ExportMessage, ExportSetup } from '../messages.ts';
import { workerFile } from '../worker-file.ts';

/**
 * @param options.index File of the index, up to the journals.
 * @returns The number of parts.
 * @throws StationError `output_unwritable`, `index_unwritable`, `aborted`; then no file is left behind.
 */
export function startExport(
  options: Omit<ExportSetup, 'kind'>,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const setup: ExportSetup = { kind: 'export', ...options };
    const thread = new Worker(join(packageRoot(), workerFile), { workerData: setup });
    const stop = (): void => {
      reject(new StationError('aborted', 'The export was stopped.'));
      void thread.terminate();
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    thread.on('message', (message: ExportMessage) => {
      if (message.kind === 'progress') onProgress(message.done);
      else if (message.kind === 'written') resolve(message.parts);
      else reject(StationError.from(message.error));
    });
    thread.on('error', reject);
    thread.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new StationError('internal', 'The thread of the export ended.'));
    });
  });
}
