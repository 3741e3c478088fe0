// The thread that keeps the index up to the journals, one request after the other.
import type { MessagePort } from 'node:worker_threads';
import { toStationError } from '../contract/index.ts';
import { IndexWriter } from './index-writer.ts';
import type { ThreadSetup, WriterMessage, WriterRequest } from './messages.ts';

/** A screen shows no finer steps. */
const progressStep = 0.005;

export function serveWriter(port: MessagePort, { index, record }: ThreadSetup): void {
  const say = (message: WriterMessage): void => port.postMessage(message);
  let said = 0;
  let begun = 0;
  const writer = new IndexWriter({
    index,
    record,
    onBegun(reason) {
      begun += 1;
      say({ kind: 'begun', reason });
    },
    onProgress({ doneBytes, totalBytes }) {
      const done = totalBytes === 0 ? 1 : doneBytes / totalBytes;
      if (done >= said && done < said + progressStep) return;
      said = done;
      say({ kind: 'progress', done });
    },
  });
  const perform = async (request: WriterRequest): Promise<void> => {
    if (request.kind === 'close') {
      writer.close();
      port.close();
      return;
    }
    const { id } = request;
    try {
      if (request.kind === 'discard') {
        if (request.begun === begun) writer.discard(request.reason);
      } else {
        said = 0;
        await writer.catchUp(request.scope);
      }
      say({ kind: 'done', id });
    } catch (thrown) {
      say({ kind: 'failed', id, error: toStationError(thrown).toJSON() });
    }
  };
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WriterRequest) => {
    if (request.kind === 'close') writer.stop();
    last = last.then(() => perform(request));
  });
}
