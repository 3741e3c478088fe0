// The thread of the connections.
import { parentPort, workerData } from 'node:worker_threads';
import { toStationError } from '../../contract/index.ts';
import { LinkService } from '../link-service.ts';
import type { LinksMessage, LinksRequest, LinksSetup } from './thread-messages.ts';

const heartbeatMilliseconds = 1000;

const port = parentPort!;
const say = (message: LinksMessage): void => port.postMessage(message);
const service = new LinkService(workerData as LinksSetup, say);
setInterval(() => say({ kind: 'heartbeat' }), heartbeatMilliseconds);

port.on('message', (request: LinksRequest) => {
  switch (request.kind) {
    case 'follow':
      return service.follow(request.links);
    case 'snapshot':
      return service.takeSnapshot(request.snapshot);
    case 'event':
      return service.takeEvent(request.event);
    case 'test':
      return void test(request);
    case 'answer':
      return service.takeAnswer(request);
    case 'close':
      return void service.close().finally(() => process.exit());
    default:
      return request satisfies never;
  }
});

async function test({ id, link }: Extract<LinksRequest, { kind: 'test' }>): Promise<void> {
  try {
    await service.test(link);
    say({ kind: 'tested', id, error: null });
  } catch (thrown) {
    say({ kind: 'tested', id, error: toStationError(thrown).toJSON() });
  }
}
