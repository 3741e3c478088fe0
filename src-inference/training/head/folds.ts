// Who is taught with, and who is held out: never windows of one recording, and where there are several operators, never
// recordings of one of them, on both sides. Pure.
import type { TaughtRecording } from './dataset.ts';

export interface Fold {
  readonly train: readonly TaughtRecording[];
  readonly test: readonly TaughtRecording[];
}

export interface Folds {
  readonly by: 'operator' | 'recording';
  readonly folds: readonly Fold[];
}

/** More folds take longer and tell little more. */
const mostFolds = 5;

/** Every recording is held out once. @param recordings At least two. */
export function foldsOf(recordings: readonly TaughtRecording[]): Folds {
  const operators = new Set(recordings.map(({ operator }) => operator));
  const by = operators.size > 1 ? 'operator' : 'recording';
  return { by, folds: groupedFolds(recordings, by === 'operator' ? (one) => one.operator : (one) => one.id) };
}

/** Every recording by itself: whoever works in it may be known from others. */
export function foldsByRecording(recordings: readonly TaughtRecording[]): readonly Fold[] {
  return groupedFolds(recordings, ({ id }) => id);
}

/** Groups are dealt out, the longest first, each to the fold that has least. */
function groupedFolds(
  recordings: readonly TaughtRecording[],
  groupOf: (recording: TaughtRecording) => string,
): readonly Fold[] {
  const groups = new Map<string, TaughtRecording[]>();
  for (const recording of recordings) {
    const known = groups.get(groupOf(recording));
    if (known) known.push(recording);
    else groups.set(groupOf(recording), [recording]);
  }
  const sizeOf = (list: readonly TaughtRecording[]): number =>
    list.reduce((sum, { first, end }) => sum + end - first, 0);
  const tests: TaughtRecording[][] = Array.from({ length: Math.min(mostFolds, groups.size) }, () => []);
  for (const group of [...groups.values()].sort((a, b) => sizeOf(b) - sizeOf(a))) {
    tests.reduce((least, one) => (sizeOf(one) < sizeOf(least) ? one : least)).push(...group);
  }
  return tests.map((test) => ({ test, train: recordings.filter((one) => !test.includes(one)) }));
}
