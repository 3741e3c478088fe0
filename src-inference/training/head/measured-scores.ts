// What a report measures. No recording may have a say in the settings by which it is measured: the settings of each fold, and how
// sure its scores are, are those that tell the held-out recordings of the other folds best. It needs no further fits. Pure.
import type { HeldOutScores, PreparedFold } from './cross-validation.ts';
import { meanLoss, temperatureOf } from './temperature.ts';

/**
 * @param candidates Each under settings of its own; the first is taken where the other folds tell nothing.
 * @returns Of every window, by its row; divided by their temperature already.
 */
export function measuredScores(
  candidates: readonly HeldOutScores[],
  folds: readonly Pick<PreparedFold, 'test'>[],
): readonly (readonly number[])[] {
  const measured: (readonly number[])[] = [];
  for (const { test } of folds) {
    const { heldOut, temperature } = bestWithout(new Set(test.rows), candidates);
    for (const row of test.rows) measured[row] = heldOut.scores[row]!.map((score) => score / temperature);
  }
  return measured;
}

function bestWithout(rows: ReadonlySet<number>, candidates: readonly HeldOutScores[]) {
  const [best] = candidates
    .map((heldOut) => {
      const { scores, truth } = heldOut.learnt(rows);
      const temperature = temperatureOf(scores, truth);
      const loss = scores.length === 0 ? 0 : meanLoss(scores, truth, temperature);
      return { heldOut, temperature, loss };
    })
    .sort((a, b) => a.loss - b.loss);
  return best!;
}
