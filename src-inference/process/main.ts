// The engine's entry: speaks the contract with whoever forked it.

import type { CommandName, Commands, EngineMessage, EngineRequest } from '../contract/index.ts';
import { StationError, toStationError } from '../contract/index.ts';
import { createNumbering } from '../station/index.ts';
import { createEngine } from './handlers.ts';
import { parentPort } from './parent-port.ts';
import { validate } from './requests.ts';

const heartbeatMilliseconds = 1000;

const parent = parentPort();
const stopping = new AbortController();
const now = (): Date => new Date();
let busy = 0;
const unsent = new Set<() => void>();
const engine = createEngine(
  { now, numbering: createNumbering(now), report: (event) => send({ kind: 'event', event }) },
  stopping.signal,
);

parent.onRequest((request) => void answer(request));
// Without a parent nobody asks any more: finish the log, then go.
parent.onGone(stop);
process.on('SIGTERM', stop);
// Control-C in a terminal, and closing it, reach the whole process group; the parent decides what they mean.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
setInterval(() => void send({ kind: 'heartbeat' }), heartbeatMilliseconds).unref();

async function answer(request: EngineRequest): Promise<void> {
  busy += 1;
  try {
    const { command, input } = validate(request);
    if (!Object.hasOwn(engine.handlers, command)) {
      throw new StationError('usage', `The engine knows no command "${command}".`);
    }
    const handler = engine.handlers[command] as (input: unknown) => Promise<Commands[CommandName]['output']>;
    await send({ kind: 'answer', id: request.id, output: await handler(input) });
  } catch (thrown) {
    await send({ kind: 'failure', id: request.id, error: toStationError(thrown).toJSON() });
  } finally {
    busy -= 1;
    if (stopping.signal.aborted) void leave();
  }
}

/** Once nothing runs any more: first the station finishes its recordings and its log. */
async function leave(): Promise<void> {
  busy += 1;
  await engine.close().catch(() => undefined);
  busy -= 1;
  if (busy === 0) process.exit();
}

/** Resolves when the message is handed to the port: a parent that reads slowly slows a file down, not the memory. */
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
  // A port that was closed meanwhile calls nobody back.
  for (const done of unsent) done();
  void leave();
}
