// The thread of one export: it has a connection of its own, and nobody waits for it.
import type { MessagePort } from 'node:worker_threads';
import { toStationError } from '../../contract/index.ts';
import { Database, indexError, UnusableIndex } from '../database.ts';
import type { ExportMessage, ExportSetup } from '../messages.ts';
import { writeExport } from './write-export.ts';

export function serveExport(port: MessagePort, { index, ...options }: ExportSetup): void {
  const say = (message: ExportMessage): void => port.postMessage(message);
  let database: Database | null = null;
  try {
    database = new Database(index, 'read');
    const parts = writeExport(database, options, (done) => say({ kind: 'progress', done }));
    say({ kind: 'written', parts });
  } catch (thrown) {
    const error = indexError(index, thrown);
    const told = error instanceof UnusableIndex ? new Error(`The index is damaged: ${error.message}`) : error;
    say({ kind: 'failure', error: toStationError(told).toJSON() });
  } finally {
    database?.close();
    port.close();
  }
}
