// A station without a memory: one that stays open, and one for the length of a single source.
import { type RunOptions, StationError, type StationOptions } from '../contract/index.ts';
import { openServedClassifier, readModelCard } from '../model/index.ts';
import { dependsOnCode, openRecipe, type Recipe } from '../recipe/index.ts';
import { openRecord } from '../record/index.ts';
import { EventLog, makePlan, Station } from '../station/index.ts';
import { createTell, type EngineContext, jobProgress, watchOf } from './engine-context.ts';

/** @throws StationError when model, recipe or record cannot be used, or do not fit each other. */
export async function openStation(options: StationOptions, context: EngineContext): Promise<Station> {
  const card = await readModelCard(options.model);
  const recipe = options.recipe === null ? null : await openRecipe(options.recipe, card);
  const { policy, failAbove } = options;
  const planOptions = { recipe, policy, failAbove, minProbability: null, hopSeconds: null };
  // A recipe that does not fit must fail before the network is loaded.
  makePlan(planOptions, card, { precision: 'fp32', target: null });
  const classifier = await openServedClassifier(
    card,
    options.server ?? null,
    { precision: options.precision ?? null },
    watchOf(jobProgress(createTell(context))),
  );
  try {
    const { numbering, now, port } = context;
    const directory = options.recordDirectory;
    const record = directory === null ? null : openRecord({ directory, now });
    const station = new Station({ eventLog: new EventLog({ numbering, record, port }) });
    const plan = makePlan(planOptions, card, classifier.choice);
    await station.takeModel({ card, classifier, plan });
    return station;
  } catch (thrown) {
    await classifier.close();
    throw thrown;
  }
}

/**
 * Watches one source to its end, or until the signal comes.
 *
 * @throws StationError when the input cannot be used, when a file breaks midway or is not watched to its end (`aborted`).
 */
export async function run(options: RunOptions, context: EngineContext, signal: AbortSignal): Promise<void> {
  const { code = null } = options;
  const station = await openStation(options, context);
  const stop = (): void => void station.closeSource('stopped');
  try {
    const plan = station.plans?.current;
    if (code === null && plan?.recipe) needNoCode(plan.recipe);
    for (const output of options.outputs) await station.attachOutput(output);
    const { done } = await station.openSource(
      options.source,
      null,
      code !== null || plan?.startsByMark ? { code } : null,
    );
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    await done;
  } finally {
    signal.removeEventListener('abort', stop);
    await station.close();
  }
}

function needNoCode(recipe: Recipe): void {
  if (!dependsOnCode(recipe)) return;
  throw new StationError('usage', `Which steps "${recipe.title}" has depends on the code of the part.`, {
    where: recipe.name,
    hint: 'Say which part is in the video, with --code TEXT.',
  });
}
