// A test that blocks the main thread (a native call that never returns, an endless loop) also blocks its own time limit, and
// would hang the whole run. This starts a second thread that prints which test hangs and kills the process of the test file.
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeEach, expect } from 'vitest';

/** Longer than any file takes on a busy machine. */
const limitMilliseconds = 1_200_000;
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
