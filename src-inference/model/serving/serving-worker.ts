// The thread of the inference servers: what is sent is prepared and written here, so that it never holds up the checker.
import { parentPort, workerData } from 'node:worker_threads';
import { ServerPool } from './server-pool.ts';
import type { ServingMessage, ServingRequest, ServingSetup } from './serving-messages.ts';

const port = parentPort!;
const say = (message: ServingMessage, given: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, given);
const pool = new ServerPool(workerData as ServingSetup, (state) => say({ kind: 'state', state }));

port.on('message', (request: ServingRequest) => {
  if (request.kind === 'close') {
    pool.close();
    port.close();
    return;
  }
  const { id, frames } = request;
  pool.name(frames).then(
    (probabilities) =>
      say({ kind: 'probabilities', id, probabilities, frames }, [frames.buffer as ArrayBuffer]),
    () => say({ kind: 'unanswered', id }),
  );
});
