// A test can block its thread for ever (a native call that waits, an endless loop). Its own time limit cannot end it then,
// and the whole run would stop. A second thread prints the name of that test, and ends the process of the file.
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeEach, expect } from 'vitest';

/** Longer than any file takes on a busy machine. */
const limitMilliseconds = 600_000;
const longestName = 400;

const running = new Uint8Array(new SharedArrayBuffer(longestName));
const thread = new Worker(resolve(import.meta.dirname, 'hang-guard-thread.mjs'), {
  workerData: { file: expect.getState().testPath, running, limitMilliseconds },
});
thread.unref();

beforeEach(() => {
  running.fill(0);
  new TextEncoder().encodeInto(expect.getState().currentTestName ?? '', running);
});
