// Which recordings a network is measured with that PyTorch trains: it takes too long for folds. Pure.
import type { TeachReport } from '../../contract/index.ts';

/** Of the recordings of a single operator. */
const shareOfOneOperator = 0.25;

export interface HeldOut {
  readonly by: TeachReport['split']['by'];
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/**
 * All recordings of the operator who has the fewest, so that most are left to train with; of a single operator, the last quarter.
 *
 * @returns Null: there is one recording only, and nothing to measure with.
 */
export function holdOut(
  recordings: readonly { readonly id: string; readonly operator: string }[],
): HeldOut | null {
  if (recordings.length < 2) return null;
  const counts = new Map<string, number>();
  for (const { operator } of recordings) counts.set(operator, (counts.get(operator) ?? 0) + 1);
  const [fewest] = [...counts].sort(([a, m], [b, n]) => m - n || a.localeCompare(b));
  const ids = recordings.map(({ id }) => id);
  const test =
    counts.size > 1
      ? recordings.filter(({ operator }) => operator === fewest![0]).map(({ id }) => id)
      : ids.slice(-Math.max(1, Math.floor(ids.length * shareOfOneOperator)));
  return {
    by: counts.size > 1 ? 'operator' : 'recording',
    train: ids.filter((id) => !test.includes(id)),
    test,
  };
}
