// What heads would say that were taught with fewer recordings: how much more recordings help, and which of them hurt. The
// directions of a fold stay as they are: only the head is fitted again.
import { argmax } from '../../contract/index.ts';
import type { Random } from '../../evaluation/index.ts';
import type { ChosenSettings } from '../head/choose-settings.ts';
import { type FoldWork, fitFold, type PreparedFold } from '../head/cross-validation.ts';
import type { TaughtRecording } from '../head/dataset.ts';
import { type LinearScores, scoresOf } from '../head/softmax-regression.ts';

export interface CurvePoint {
  /** That the head was taught with. */
  readonly recordings: number;
  readonly accuracy: number;
}

const curveSizes = [1, 2, 3, 5, 8, 12, 18, 27, 40, 60] as const;
/** More recordings are not left out one by one: each counts less, and takes as long. */
const mostToLeaveOut = 40;

/** @param accuracy With all recordings. @returns By rising number of recordings; empty with fewer than three. */
export async function learningCurve(
  work: FoldWork,
  { folds, settings }: ChosenSettings,
  accuracy: number,
  random: Random,
): Promise<readonly CurvePoint[]> {
  const fewest = Math.min(...folds.map(({ fold }) => fold.train.length));
  const points: CurvePoint[] = [];
  if (work.dataset.recordings.length < 3) return points;
  for (const size of curveSizes.filter((one) => one < fewest)) {
    let [right, windows] = [0, 0];
    for (const fold of folds) {
      const head = await fitFold(work, fold, settings, null, drawn(fold.fold.train, size, random));
      right += rightsOf(work, fold, head);
      windows += fold.test.rows.length;
    }
    points.push({ recordings: size, accuracy: right / windows });
  }
  const all = folds.reduce((sum, { fold }) => sum + fold.train.length, 0) / folds.length;
  return [...points, { recordings: Math.round(all), accuracy }];
}

/** As many operators as possible, in turn. */
function drawn(
  recordings: readonly TaughtRecording[],
  size: number,
  random: Random,
): readonly TaughtRecording[] {
  const waiting = new Map<string, TaughtRecording[]>();
  for (const recording of shuffled(recordings, random)) {
    waiting.set(recording.operator, [...(waiting.get(recording.operator) ?? []), recording]);
  }
  const picked: TaughtRecording[] = [];
  while (picked.length < size) {
    for (const list of waiting.values()) {
      const next = list.shift();
      if (next && picked.length < size) picked.push(next);
    }
  }
  return picked;
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** By how much the accuracy on the others rises without each recording; the worst first, and only those that hurt. */
export async function hurtingRecordings(
  work: FoldWork,
  { folds, heads, settings }: ChosenSettings,
  onProgress: (share: number) => Promise<void>,
): Promise<readonly { readonly recording: string; readonly change: number }[]> {
  const { recordings } = work.dataset;
  if (recordings.length < 4 || recordings.length > mostToLeaveOut) return [];
  const before = folds.map((fold, i) => rightsOf(work, fold, heads[i]!));
  const changes: { recording: string; change: number }[] = [];
  for (const [at, recording] of recordings.entries()) {
    let [gained, windows] = [0, 0];
    for (const [i, fold] of folds.entries()) {
      if (!fold.fold.train.includes(recording)) continue;
      const rest = fold.fold.train.filter((one) => one !== recording);
      const head = await fitFold(work, fold, settings, heads[i]!, rest);
      gained += rightsOf(work, fold, head) - before[i]!;
      windows += fold.test.rows.length;
    }
    changes.push({ recording: recording.id, change: windows === 0 ? 0 : gained / windows });
    await onProgress((at + 1) / recordings.length);
  }
  return changes.filter(({ change }) => change > 0).sort((a, b) => b.change - a.change);
}

function rightsOf({ dataset }: FoldWork, { test }: PreparedFold, head: LinearScores): number {
  let right = 0;
  test.rows.forEach((row, place) => {
    if (argmax(scoresOf(test.features, place, head)) === dataset.truth[row]) right += 1;
  });
  return right;
}
