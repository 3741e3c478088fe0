// Drafts of labels that a network makes, in the order of the recipe where there is one.
import { join } from 'node:path';
import { labelledDurations } from '../../checker/index.ts';
import {
  type DraftLabels,
  type NetworkChoice,
  StationError,
  type WindowScores,
} from '../../contract/index.ts';
import { type ModelCard, openClassifier, readModelCard, recognitionModelOf } from '../../model/index.ts';
import { dependsOnCode } from '../../recipe/index.ts';
import type { ProjectFolder } from '../../teaching/index.ts';
import { clipsOf } from '../../windows/index.ts';
import { type JobProgress, watchOf } from '../engine-context.ts';
import { alignInThread } from './align-in-thread.ts';

/** Windows closer than this show edges no better. */
const draftHopSeconds = 0.25;

export interface Drafter {
  readonly project: ProjectFolder;
  /** Model folder of the station; null without one. */
  readonly stationModel: string | null;
  readonly now: () => Date;
  readonly onProgress: JobProgress;
  readonly signal: AbortSignal;
}

/**
 * With the newest network of the project, or else the one of the station.
 *
 * @throws StationError `not_possible` when none of them knows a label of the project, and when the video cannot be read.
 */
export async function makeDraft(id: string, drafter: Drafter): Promise<DraftLabels> {
  const { project, now, signal } = drafter;
  const { video } = await project.recordings.find(id);
  const { labels } = await project.read();
  const names = labels.map(({ name }) => name);
  const card = await chooseModel(drafter, names);
  const { windows, choice } = await classify(video, card, drafter);
  const recipeText = await usableRecipe(project, card);
  const confirmed = await project.recordings.confirmed();
  const durations = labelledDurations(confirmed.map((one) => one.actions));
  const network = recognitionModelOf(card, choice);
  const aligned = await alignInThread({ recipeText, durations, network, windows }, signal);
  const actions = aligned.filter(({ label }) => names.includes(label));
  return { maker: recipeText === null ? 'model' : 'alignment', madeAt: now().toISOString(), actions };
}

/**
 * The text of the recipe: the order in which the steps are done. Null without a recipe, with one of which the network does not
 * know all actions, and with one whose steps depend on the code of the part: nobody knows the code.
 */
async function usableRecipe(project: ProjectFolder, { labels }: ModelCard): Promise<string | null> {
  const recipe = await project.readRecipe();
  if (recipe === null || dependsOnCode(recipe)) return null;
  const known = recipe.steps.every(({ label }) => labels.some(({ name }) => name === label));
  return known ? project.readRecipeText() : null;
}

async function chooseModel(
  { project, stationModel }: Drafter,
  labels: readonly string[],
): Promise<ModelCard> {
  const newest = (await project.networks.list()).at(-1);
  const folders = [newest && join(project.networks.directory, newest.id), stationModel];
  for (const folder of folders) {
    if (!folder) continue;
    const card = await readModelCard(folder).catch(() => null);
    if (card?.labels.some(({ name }) => labels.includes(name))) return card;
  }
  throw new StationError('not_possible', 'No network knows the labels of this project yet.', {
    hint: 'Label two or three recordings by hand and teach a first network.',
  });
}

async function classify(
  video: string,
  card: ModelCard,
  { onProgress, signal }: Drafter,
): Promise<{ readonly windows: readonly WindowScores[]; readonly choice: NetworkChoice }> {
  const classifier = await openClassifier(card, {}, watchOf(onProgress, signal));
  try {
    const windows: WindowScores[] = [];
    let durationSeconds: number | null = null;
    // A network with a state must see every picture once.
    const hopSeconds =
      card.input.state.length > 0 ? card.window.seconds : Math.min(draftHopSeconds, card.window.seconds);
    const layout = { window: { ...card.window, hopSeconds }, input: card.input };
    const clips = clipsOf(video, layout, signal, (info) => {
      durationSeconds = info.durationSeconds;
    });
    for await (const clip of clips) {
      windows.push(await classifier.classify(clip));
      const done = durationSeconds === null ? null : Math.min(1, clip.endSeconds / durationSeconds);
      if (windows.length % 8 === 0) await onProgress('looking at the recording', done);
    }
    return { windows, choice: classifier.choice };
  } finally {
    await classifier.close();
  }
}
