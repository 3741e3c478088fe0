// What the engine does for each command of the contract.

import { benchHandlers } from '../bench/index.ts';
import { type CommandName, type Commands, StationError } from '../contract/index.ts';
import { examine } from '../diagnostics/index.ts';
import { evaluateModel, learnRecipe, measureAnnotated, simulateParts } from '../evaluation/index.ts';
import { importModel } from '../importer/index.ts';
import { listCameras, sendFile } from '../media/index.ts';
import { optimizeInThread } from '../optimizer/index.ts';
import type { Station } from '../station/index.ts';
import { Workplace } from '../workplace/index.ts';
import type { EngineContext } from './engine.ts';
import { openStation, readModel, readRecipe, run } from './engine.ts';

export type Handlers = {
  readonly [Name in CommandName]: (input: Commands[Name]['input']) => Promise<Commands[Name]['output']>;
};

export interface Engine {
  readonly handlers: Handlers;
  /** Finishes recordings and the log of what is open. */
  close(): Promise<void>;
}

/** What is open: one station, with a memory or without. Its model may still be loading. */
type Opened =
  | { readonly kind: 'station'; readonly opening: Promise<Station> }
  | { readonly kind: 'workplace'; readonly opening: Promise<Workplace> };

/** @param signal Breaks off what runs to its end. */
export function createEngine(context: EngineContext, signal: AbortSignal): Engine {
  let opened: Opened | null = null;

  const open = async (begin: () => Opened): Promise<null> => {
    if (opened) {
      throw new StationError('not_possible', 'A station is open already.', { hint: 'Close it first.' });
    }
    opened = begin();
    try {
      await opened.opening;
    } catch (thrown) {
      opened = null;
      throw thrown;
    }
    return null;
  };
  const station = async (): Promise<Station> => {
    if (opened?.kind === 'workplace') return (await opened.opening).station;
    if (opened) return opened.opening;
    throw new StationError('not_possible', 'No station is open.', { hint: 'Open one with a model first.' });
  };
  /** The source of a workplace is remembered: only its own commands change it. */
  const plainStation = async (): Promise<Station> => {
    if (opened?.kind !== 'workplace') return station();
    throw new StationError('not_possible', 'The source of this station is remembered.', {
      hint: 'Use watch and unwatch.',
    });
  };
  const workplace = async (): Promise<Workplace> => {
    if (opened?.kind === 'workplace') return opened.opening;
    throw new StationError('not_possible', 'No workplace is open.', { hint: 'Open one first.' });
  };
  const close = async (): Promise<void> => {
    const closing = await opened?.opening;
    opened = null;
    await closing?.close();
  };

  const reportProgress = (text: string, done: number | null): Promise<void> =>
    context.report(context.numbering.number({ type: 'jobProgress', text, done }));

  const handlers: Handlers = {
    async run(options) {
      await run(options, context, signal);
      return null;
    },
    openStation: (options) => open(() => ({ kind: 'station', opening: openStation(options, context) })),
    openWorkplace: (options) =>
      open(() => ({ kind: 'workplace', opening: Workplace.open(options, context) })),
    async closeStation() {
      await station();
      await close();
      return null;
    },
    async openSource(spec) {
      await (await plainStation()).openSource(spec);
      return null;
    },
    async closeSource() {
      await (await plainStation()).closeSource();
      return null;
    },
    async pauseSource() {
      (await station()).pauseSource();
      return null;
    },
    async resumeSource() {
      (await station()).resumeSource();
      return null;
    },
    async seekSource({ seconds }) {
      (await station()).seekSource(seconds);
      return null;
    },
    attachOutput: async (spec) => (await station()).attachOutput(spec),
    async detachOutput({ output }) {
      await (await station()).detachOutput(output);
      return null;
    },
    nextPreview: async ({ output }) => (await station()).nextPreview(output),
    readRecipe,
    simulateParts,
    measureAnnotated,
    learnRecipe,
    readModel: ({ directory }) => readModel(directory),
    examine,
    ...benchHandlers(),
    importModel: (options) => importModel(options, reportProgress, signal),
    optimize: (options) => optimizeInThread(options, reportProgress, signal),
    evaluate: (options) => evaluateModel(options, reportProgress, signal),
    async send(options) {
      await sendFile(options, signal);
      return null;
    },

    snapshot: async () => (await workplace()).snapshot(),
    readLog: async (input) => (await workplace()).history.readLog(input),
    async watch({ source }) {
      await (await workplace()).watch(source);
      return null;
    },
    async unwatch() {
      await (await workplace()).unwatch();
      return null;
    },
    probeSource: async (input) => (await workplace()).probe(input),
    listCameras: () => listCameras(),
    listFolder: async (input) => (await workplace()).listFolder(input),
    async startPart(input) {
      await (await workplace()).station.closePart(input?.code ?? null);
      return null;
    },
    async abandonPart() {
      await (await workplace()).station.abandonPart();
      return null;
    },
    async acknowledgePart(input) {
      await (await workplace()).acknowledgePart(input);
      return null;
    },
    async startShift() {
      await (await workplace()).startShift();
      return null;
    },
    async useRecipe({ name }) {
      await (await workplace()).takeRecipe(name);
      return null;
    },
    listRecipes: async () => (await workplace()).recipes.list(),
    readStoredRecipe: async ({ name, savedAt }) => (await workplace()).recipes.read(name, savedAt),
    checkRecipe: async ({ text }) => (await workplace()).checkRecipe(text),
    saveRecipe: async (input) => (await workplace()).saveRecipe(input),
    async deleteRecipe({ name }) {
      await (await workplace()).deleteRecipe(name);
      return null;
    },
    dryRun: async (input) => (await workplace()).dryRun(input),
    listParts: async (filter) => (await workplace()).history.listParts(filter),
    readPart: async ({ id }) => (await workplace()).history.readPart(id),
    async changeSettings(change) {
      await (await workplace()).changeSettings(change);
      return null;
    },
    supportBundle: async () => (await workplace()).supportBundle(),
  };
  return { handlers, close };
}
