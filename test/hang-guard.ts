// A test that never gives its thread back (a native call that waits for ever, a loop without an end) is beyond its own time
// limit, and would hold up the whole run. A thread beside it says which test that is, and ends the process of the file.
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeEach, expect } from 'vitest';

/** More than any file takes on a busy machine. */
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
