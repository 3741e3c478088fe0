// The job has a thread of its own: passes and sessions block the one that runs them, and an engine must go on answering.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type OptimizeOptions,
  type OptimizeReport,
  type PlainStationError,
  StationError,
} from '../contract/index.ts';
import { packageRoot } from '../files/index.ts';
import type { OnProgress } from './optimize.ts';

/** What the thread says. It is told one thing only: to stop. */
export type JobMessage =
  | { readonly kind: 'progress'; readonly text: string; readonly done: number | null }
  | { readonly kind: 'report'; readonly report: OptimizeReport }
  | { readonly kind: 'failure'; readonly error: PlainStationError };

/** The thread is always the built file: Node 20 starts no worker from TypeScript. */
const workerFile = 'out/main/optimizer-worker.js';

/**
 * `optimizeModel` in a thread of its own.
 *
 * @returns When the thread, and the memory that it took, are gone.
 * @throws StationError, as `optimizeModel` does.
 */
export function optimizeInThread(
  options: OptimizeOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<OptimizeReport> {
  return new Promise((resolve, reject) => {
    let outcome: Exclude<JobMessage, { kind: 'progress' }> | null = null;
    const worker = new Worker(join(packageRoot(), workerFile), { workerData: options });
    const stop = (): void => worker.postMessage('stop');
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    worker.on('message', (message: JobMessage) => {
      // Nobody may listen any more: the job goes on.
      if (message.kind === 'progress') onProgress(message.text, message.done).catch(() => undefined);
      else outcome = message;
    });
    worker.on('error', (cause) => {
      outcome ??= { kind: 'failure', error: ended(cause.message).toJSON() };
    });
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop);
      if (outcome?.kind === 'report') resolve(outcome.report);
      else reject(outcome ? StationError.from(outcome.error) : ended(`exit code ${code}`));
    });
  });
}

function ended(reason: string): StationError {
  return new StationError('internal', `The thread that optimises ended: ${reason}.`, {
    hint: 'The card is as it was. It may need more memory than there is.',
  });
}
