// A process that is closed in as an engine is, and tries what an engine must not be able to do. It tells what became of each try: `done`,
// or the code of the error.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const { secret, outside, inside, media } = JSON.parse(process.argv[2]);

const codeOf = (action) => {
  try {
    action();
    return 'done';
  } catch (error) {
    return error.code ?? String(error);
  }
};

const inWorker = (text) =>
  new Promise((resolve) => {
    const worker = new Worker(
      `const { parentPort } = require('node:worker_threads');
       try { ${text}; parentPort.postMessage('done'); } catch (error) { parentPort.postMessage(error.code); }`,
      { eval: true },
    );
    worker.once('message', resolve);
  });

/** GStreamer opens files in threads of its own. */
const inPipeline = (description) =>
  new Promise((resolve) => {
    const { Pipeline } = createRequire(import.meta.url)(media);
    const pipeline = new Pipeline(
      description,
      (message) => {
        if (message.type === 'error' || message.type === 'eos') {
          void pipeline.stop().then(() => resolve(message.type));
        }
      },
      [],
    );
    pipeline.setState('playing');
  });

const listening = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve('done')));
  });

const started = (program, words) => {
  const { error, status } = spawnSync(program, words, { stdio: 'ignore' });
  return error?.code ?? status;
};

const told = {
  state: process.env.STEPWATCH_SANDBOX_STATE,
  preload: process.env.LD_PRELOAD ?? null,
  read: codeOf(() => readFileSync(secret)),
  readInPool: await readFile(secret).then(
    () => 'done',
    (error) => error.code,
  ),
  readInWorker: await inWorker(`require('node:fs').readFileSync(${JSON.stringify(secret)})`),
  readInPipeline: await inPipeline(`filesrc location="${secret}" ! fakesink`),
  write: codeOf(() => writeFileSync(join(outside, 'made'), '')),
  writeInPipeline: await inPipeline(
    `videotestsrc num-buffers=1 ! filesink location="${join(outside, 'made')}"`,
  ),
  readInside: codeOf(() => readFileSync(join(inside, 'open'))),
  writeInside: codeOf(() => writeFileSync(join(inside, 'made'), '')),
  writeInsidePipeline: await inPipeline(
    `videotestsrc num-buffers=1 ! filesink location="${join(inside, 'film')}"`,
  ),
  program: started('/bin/ls', []),
  ownProgram: started(process.execPath, ['-e', `require('node:fs').readFileSync(${JSON.stringify(secret)})`]),
  signal: codeOf(() => process.kill(process.ppid, 0)),
  listen: await listening(0),
  limits: readFileSync('/proc/self/limits', 'utf8').match(/Max core file size\s+(\S+)/)[1],
  status: Object.fromEntries(
    readFileSync('/proc/self/status', 'utf8')
      .split('\n')
      .filter((line) => /^(NoNewPrivs|Seccomp):/.test(line))
      .map((line) => line.split(/:\s*/)),
  ),
};
process.send(told);
process.disconnect();
