// The engine's entry: speaks the contract with whoever forked it.
import type { CommandName, Commands, EngineEvent, EngineMessage, EngineRequest } from './contract/index.ts';
import { StationError, toStationError } from './contract/index.ts';
import { examine } from './doctor.ts';
import { readModel, readRecipe, run } from './engine.ts';
import { learnRecipe, measureAnnotated, simulateParts } from './evaluate.ts';
import { sendFile } from './media/index.ts';
import { Station } from './station.ts';

const stopping = new AbortController();
let busy = 0;
/** The one that stays open; settles when its model is loaded. */
let station: Promise<Station> | null = null;
const unsent = new Set<() => void>();

type Handlers = {
  readonly [Name in CommandName]: (input: Commands[Name]['input']) => Promise<Commands[Name]['output']>;
};

const handlers: Handlers = {
  async run(options) {
    await run(options, { now: () => new Date(), report }, stopping.signal);
    return null;
  },
  async openStation(options) {
    if (station) {
      throw new StationError('not_possible', 'A station is open already.', { hint: 'Close it first.' });
    }
    const opened = Station.open(options, { now: () => new Date(), report });
    station = opened;
    try {
      await opened;
    } catch (thrown) {
      station = null;
      throw thrown;
    }
    return null;
  },
  async closeStation() {
    const closing = await opened();
    station = null;
    await closing.close();
    return null;
  },
  async openSource(spec) {
    await (await opened()).openSource(spec);
    return null;
  },
  async closeSource() {
    await (await opened()).closeSource();
    return null;
  },
  async pauseSource() {
    (await opened()).pauseSource();
    return null;
  },
  async resumeSource() {
    (await opened()).resumeSource();
    return null;
  },
  async seekSource({ seconds }) {
    (await opened()).seekSource(seconds);
    return null;
  },
  attachOutput: async (spec) => (await opened()).attachOutput(spec),
  async detachOutput({ output }) {
    await (await opened()).detachOutput(output);
    return null;
  },
  nextPreview: async ({ output }) => (await opened()).nextPreview(output),
  async markPart({ kind, code }) {
    await (await opened()).markPart(kind, code);
    return null;
  },
  simulateParts,
  measureAnnotated,
  learnRecipe,
  readRecipe,
  readModel: ({ directory }) => readModel(directory),
  examine,
  async send(options) {
    await sendFile(options, stopping.signal);
    return null;
  },
};

process.on('message', (request: EngineRequest) => void answer(request));
// Without a parent nobody asks any more: finish the log, then go.
process.on('disconnect', stop);
process.on('SIGTERM', stop);
// Control-C in a terminal, and closing it, reach the whole process group; the parent decides what they mean.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);

async function answer(request: EngineRequest): Promise<void> {
  busy += 1;
  try {
    const handler = handlers[request.command] as (input: unknown) => Promise<Commands[CommandName]['output']>;
    if (!handler) throw new StationError('usage', `The engine knows no command "${request.command}".`);
    await send({ kind: 'answer', id: request.id, output: await handler(request.input) });
  } catch (thrown) {
    await send({ kind: 'failure', id: request.id, error: toStationError(thrown).toJSON() });
  } finally {
    busy -= 1;
    if (stopping.signal.aborted) void leave();
  }
}

/** Once nothing runs any more: first the station finishes its recordings and its log. */
async function leave(): Promise<void> {
  const closing = station;
  station = null;
  busy += 1;
  await closing?.then((one) => one.close()).catch(() => undefined);
  busy -= 1;
  if (busy === 0) process.exit();
}

async function opened(): Promise<Station> {
  if (station) return station;
  throw new StationError('not_possible', 'No station is open.', { hint: 'Open one with a model first.' });
}

function report(event: EngineEvent): Promise<void> {
  return send({ kind: 'event', event });
}

/** Resolves when the message is handed to the port: a parent that reads slowly slows a file down, not the memory. */
function send(message: EngineMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    const done = (): void => {
      unsent.delete(done);
      resolve();
    };
    unsent.add(done);
    process.send?.(message, undefined, {}, done);
  });
}

function stop(): void {
  stopping.abort();
  // A port that was closed meanwhile calls nobody back.
  for (const done of unsent) done();
  void leave();
}
