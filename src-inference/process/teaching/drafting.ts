// Drafts of labels that a network makes.
import { join } from 'node:path';
import { argmax, type DraftLabels, StationError, type WindowScores } from '../../contract/index.ts';
import { type ModelCard, openClassifier, readModelCard } from '../../model/index.ts';
import { draftFromWindows, type ProjectFolder } from '../../teaching/index.ts';
import { clipsOf } from '../../windows/index.ts';
import type { JobProgress } from '../engine-context.ts';

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
  const { project, now } = drafter;
  const { video } = await project.recordings.find(id);
  const { labels } = await project.read();
  const names = labels.map(({ name }) => name);
  const card = await chooseModel(drafter, names);
  const windows = await classify(video, card, drafter);
  const named = windows.map(({ startSeconds, endSeconds, probabilities }) => {
    const top = argmax(probabilities);
    return { startSeconds, endSeconds, label: card.labels[top]!.name, probability: probabilities[top]! };
  });
  return { maker: 'model', madeAt: now().toISOString(), actions: draftFromWindows(named, names) };
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
): Promise<readonly WindowScores[]> {
  const classifier = await openClassifier(card);
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
    return windows;
  } finally {
    await classifier.close();
  }
}
