// A thread that answers queries. The one that writes does not wait for it, but for the moment in which a day is counted.
import type { MessagePort } from 'node:worker_threads';
import { toStationError } from '../contract/index.ts';
import { Database, indexError, UnusableIndex } from './database.ts';
import type { ReaderMessage, ReaderRequest, ThreadSetup } from './messages.ts';
import { queries } from './queries/index.ts';

export function serveReader(port: MessagePort, { kind, index }: ThreadSetup): void {
  const say = (message: ReaderMessage): void => port.postMessage(message);
  let database: Database | null = null;
  const release = (): void => {
    database?.close();
    database = null;
  };
  port.on('message', (request: ReaderRequest) => {
    switch (request.kind) {
      case 'reopen':
        release();
        break;
      case 'close':
        release();
        port.close();
        break;
      case 'query': {
        const { id, name, input } = request;
        try {
          database ??= new Database(index, kind === 'counter' ? 'count' : 'read');
          say({ kind: 'answer', id, answer: queries[name](database, input as never) });
        } catch (thrown) {
          release();
          const error = indexError(index, thrown);
          if (error instanceof UnusableIndex) say({ kind: 'damaged', id, reason: error.message });
          else say({ kind: 'failure', id, error: toStationError(error).toJSON() });
        }
        break;
      }
      default:
        request satisfies never;
    }
  });
}
