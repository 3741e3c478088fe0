// What the engine can be asked that needs no station of its own, a station without a memory, and one for the length of a
// single source.

import type { ModelInfo, RecipeInfo, RunOptions, StationOptions } from '../contract/index.ts';
import { cpuCapability, describeModel, openClassifier, readModelCard } from '../model/index.ts';
import { describeRecipe, openRecipe } from '../recipe/index.ts';
import { openRecord } from '../record/index.ts';
import { Chronicle, makePlan, type Numbering, type Report, Station } from '../station/index.ts';

export interface EngineContext {
  /** Time of day, for the record. */
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly report: Report;
}

/** @throws StationError when model, recipe or record cannot be used, or do not fit each other. */
export async function openStation(options: StationOptions, context: EngineContext): Promise<Station> {
  const card = await readModelCard(options.model);
  const recipe = options.recipe === null ? null : await openRecipe(options.recipe, card);
  // What does not fit must show before the network is loaded.
  const { policy, failAbove } = options;
  const plan = makePlan({ recipe, policy, failAbove, minProbability: null, hopSeconds: null }, card);
  const classifier = await openClassifier(card, { precision: options.precision ?? null });
  try {
    const { numbering, now, report } = context;
    const directory = options.recordDirectory;
    const record = directory === null ? null : openRecord({ directory, now });
    const station = new Station({ chronicle: new Chronicle(numbering, record, report) });
    await station.takeModel({ card, classifier }, plan);
    return station;
  } catch (thrown) {
    await classifier.close();
    throw thrown;
  }
}

/**
 * Watches one source to its end, or until the signal comes. Every event is in the record before it is reported.
 *
 * @throws StationError when the input cannot be used, when a file breaks midway or is not watched to its end (`aborted`).
 */
export async function run(options: RunOptions, context: EngineContext, signal: AbortSignal): Promise<void> {
  const station = await openStation(options, context);
  const stop = (): void => void station.closeSource('stopped');
  try {
    for (const output of options.outputs) await station.attachOutput(output);
    const { done } = await station.openSource(options.source);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    await done;
  } finally {
    signal.removeEventListener('abort', stop);
    await station.close();
  }
}

/** @throws StationError when the recipe is not valid, or names an action that the model does not know. */
export async function readRecipe(input: { path: string; model: string | null }): Promise<RecipeInfo> {
  const card = input.model === null ? null : await readModelCard(input.model);
  return describeRecipe(await openRecipe(input.path, card));
}

/** @throws StationError when the card is not valid, or does not fit the network. */
export async function readModel(directory: string): Promise<ModelInfo> {
  const card = await readModelCard(directory);
  const classifier = await openClassifier(card);
  await classifier.close();
  return describeModel(card, classifier.choice, cpuCapability());
}
