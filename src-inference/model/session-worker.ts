// The thread of the session: onnxruntime-node blocks the thread that calls it, though it returns a promise.
import { parentPort, workerData } from 'node:worker_threads';
import { StationError, toStationError } from '../contract/index.ts';
import { openSession, type Session } from './session.ts';
import type { SessionMessage, SessionRequest, SessionSetup } from './session-messages.ts';

const port = parentPort!;
const setup = workerData as SessionSetup;
const say = (message: SessionMessage, given: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, given);

try {
  serve(await openSession(setup));
} catch (thrown) {
  say({ kind: 'failure', id: null, error: toStationError(thrown).toJSON() });
  port.close();
}

/** One clip after the other, in the order in which they came. */
function serve(session: Session): void {
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: SessionRequest) => {
    last = last.then(async () => {
      if (request.kind === 'close') return port.close();
      if (Atomics.load(setup.closing, 0) !== 0) return;
      const { id, frames, follows } = request;
      try {
        if (!follows) session.forget();
        const probabilities = await session.infer(session.prepare(frames));
        say({ kind: 'probabilities', id, probabilities, frames }, [frames.buffer as ArrayBuffer]);
      } catch (thrown) {
        const error = thrown instanceof StationError ? thrown : brokenRun(thrown);
        say({ kind: 'failure', id, error: error.toJSON() });
      }
    });
  });
  say({ kind: 'ready' });
}

function brokenRun(thrown: unknown): StationError {
  return new StationError('model_invalid', `The network failed on a clip: ${String(thrown)}`, {
    where: setup.file,
    hint: 'Check the network in the framework that it was exported from.',
    cause: thrown,
  });
}
