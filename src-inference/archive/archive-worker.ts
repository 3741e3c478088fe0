// Entry of the threads of the index: SQLite blocks the thread that calls it.
import { parentPort, workerData } from 'node:worker_threads';
import { serveExport } from './export/export-thread.ts';
import type { ExportSetup, ThreadSetup } from './messages.ts';
import { serveReader } from './reader-thread.ts';
import { serveWriter } from './writer-thread.ts';

const setup = workerData as ThreadSetup | ExportSetup;
if (setup.kind === 'export') serveExport(parentPort!, setup);
else if (setup.kind === 'writer') serveWriter(parentPort!, setup);
else serveReader(parentPort!, setup);
