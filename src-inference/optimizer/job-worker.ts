// The thread of a job.
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type OptimizeOptions, toStationError } from '../contract/index.ts';
import type { JobMessage } from './job.ts';
import { optimizeModel } from './optimize.ts';

const port = parentPort!;
const stopping = new AbortController();
const say = (message: JobMessage): void => port.postMessage(message);
port.once('message', () => stopping.abort());

const onProgress = async (text: string, done: number | null): Promise<void> => {
  say({ kind: 'progress', text, done });
  // Only between two turns of the loop it hears that it should stop.
  await setImmediate();
};
try {
  say({
    kind: 'report',
    report: await optimizeModel(workerData as OptimizeOptions, onProgress, stopping.signal),
  });
} catch (thrown) {
  say({ kind: 'failure', error: toStationError(thrown).toJSON() });
}
port.close();
