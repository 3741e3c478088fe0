// What the engine can be asked that needs no station of its own, and a station for the length of one source.
import type { ModelInfo, RecipeInfo, RunOptions } from './contract/index.ts';
import { describeModel, openClassifier, readModelCard } from './model/index.ts';
import { openRecipe } from './recipe-file.ts';
import { describeRecipe } from './sequence/index.ts';
import { Station, type StationContext } from './station.ts';

/**
 * Watches one source to its end, or until the signal comes. Every event is in the record before it is reported.
 *
 * @throws StationError when the input cannot be used, when a file breaks midway or is not watched to its end (`aborted`).
 */
export async function run(options: RunOptions, context: StationContext, signal: AbortSignal): Promise<void> {
  const station = await Station.open(options, context);
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
  return describeModel(card, classifier.choice);
}
