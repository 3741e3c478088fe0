// The actions that a network confuses most often, to be said in sentences. Pure.

export interface ConfusedPair {
  /** Places of the labels. */
  readonly done: number;
  readonly named: number;
  /** Of the windows in which the action was done. */
  readonly share: number;
}

/** Less than one window in fifty is noise. */
const leastShare = 0.02;
/** A single window says nothing. */
const leastWindows = 3;

/**
 * The pairs with the largest shares, worst first.
 *
 * @param counts `[true][predicted]`.
 */
export function worstPairs(counts: readonly (readonly number[])[], most = 3): readonly ConfusedPair[] {
  return counts
    .flatMap((row, done) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return row.flatMap((count, named) =>
        named === done || count < leastWindows || count / total < leastShare
          ? []
          : [{ done, named, share: count / total }],
      );
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}
