// The engine's entry: answers the requests of the process that started it, and sends it events.
import { type EngineMessage, type EngineRequest, toStationError } from '../contract/index.ts';
import { refusedBySandbox } from '../files/index.ts';
import { createNumbering } from '../station/index.ts';
import { giveBackFreedMemory } from '../system/index.ts';
import type { EngineContext } from './engine-context.ts';
import { createHandlers } from './handlers/index.ts';
import { OpenedStation } from './opened-station.ts';
import { parentPort } from './parent-port.ts';
import { perform } from './perform.ts';

const heartbeatMilliseconds = 1000;
const memoryMilliseconds = 60_000;

const parent = parentPort();
const stopping = new AbortController();
const now = (): Date => new Date();
let busy = 0;
const unsent = new Set<() => void>();
const context: EngineContext = {
  now,
  numbering: createNumbering(now),
  port: (event) => send({ kind: 'event', event }),
};
const opened = new OpenedStation(context);
const handlers = createHandlers(opened, context, stopping.signal);

parent.onRequest((request) => void answer(request));
// Nobody has asked for an end: what is under way is interrupted, as by a loss of power, and the next engine goes on with it.
parent.onGone(() => void process.kill(process.pid, 'SIGKILL'));
process.on('SIGTERM', stop);
// Control-C in a terminal, and closing it, reach the whole process group. The parent decides when the engine stops.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
// A limit on the size of files is an error of the one who writes, and no reason to end.
process.on('SIGXFSZ', () => undefined);
const beat = (): void => void send({ kind: 'heartbeat' });
beat();
setInterval(beat, heartbeatMilliseconds).unref();
setInterval(giveBackFreedMemory, memoryMilliseconds).unref();

async function answer(request: EngineRequest): Promise<void> {
  busy += 1;
  try {
    await send({ kind: 'answer', id: request.id, output: await perform(handlers, request) });
  } catch (thrown) {
    await send({
      kind: 'failure',
      id: request.id,
      error: (refusedBySandbox(thrown) ?? toStationError(thrown)).toJSON(),
    });
  } finally {
    busy -= 1;
    if (stopping.signal.aborted) void leave();
  }
}

/** Finishes recordings and the log of the station; exits when no request is being answered any more. */
async function leave(): Promise<void> {
  busy += 1;
  await opened.close().catch(() => undefined);
  busy -= 1;
  if (busy === 0) process.exit();
}

/** Resolves when the port has taken the message: a parent that reads slowly slows a file down and does not fill the memory. */
function send(message: EngineMessage): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      unsent.delete(done);
      resolve();
    };
    unsent.add(done);
    parent.send(message, done);
  });
}

function stop(): void {
  stopping.abort();
  // A port that was closed meanwhile never calls back.
  for (const done of unsent) done();
  void leave();
}
