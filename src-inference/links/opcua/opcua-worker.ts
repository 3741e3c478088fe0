// The thread of an OPC UA server.
import { parentPort, workerData } from 'node:worker_threads';
import { toStationError } from '../../contract/index.ts';
import { Questions } from '../questions.ts';
import { StationServer } from './server.ts';
import type { ServerMessage, ServerRequest, ServerSetup } from './server-messages.ts';

const heartbeatMilliseconds = 1000;

const port = parentPort!;
const say = (message: ServerMessage): void => port.postMessage(message);
const questions = new Questions();
say({ kind: 'heartbeat' });
setInterval(() => say({ kind: 'heartbeat' }), heartbeatMilliseconds);

const opening = StationServer.open(workerData as ServerSetup, (asked) =>
  questions.ask(asked, (id, question) => say({ kind: 'ask', id, question })),
);
opening.then(
  () => say({ kind: 'ready' }),
  (thrown: unknown) => {
    say({ kind: 'refused', error: toStationError(thrown).toJSON() });
    process.exit();
  },
);

port.on('message', async (request: ServerRequest) => {
  const server = await opening;
  switch (request.kind) {
    case 'state':
      return server.present(request.state);
    case 'message':
      server.take(request.message);
      return say({ kind: 'taken', id: request.id });
    case 'answer':
      return questions.take(request);
    case 'close':
      await server.close();
      return process.exit();
    default:
      return request satisfies never;
  }
});
