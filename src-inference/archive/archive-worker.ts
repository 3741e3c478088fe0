// Entry of the threads of the index: SQLite blocks the thread that calls it.
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadSetup } from './messages.ts';
import { serveReader } from './reader-thread.ts';
import { serveWriter } from './writer-thread.ts';

const setup = workerData as ThreadSetup;
if (setup.kind === 'writer') serveWriter(parentPort!, setup);
else serveReader(parentPort!, setup);
