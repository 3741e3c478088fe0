// Decides what is being done in each window, with a short look ahead: a Viterbi decoder with fixed lag over the
// labels (Viterbi 1967; Rabiner 1989, III.B), in which every change of action has a price. One noisy window cannot
// pay for two changes, so it does not show; a real action pays within a fraction of a second.
import type { WindowScores } from '../contract/index.ts';

/** A window with the label that was decided for it. */
export interface DecidedWindow {
  readonly window: WindowScores;
  /** Position in the model's labels. */
  readonly label: number;
  /** Time to the window before, at most the window's own length. */
  readonly hopSeconds: number;
}

/** Price of going from one action straight to another, in nats of evidence. */
const actionChangeCost = 4;
/** From or to the background: cheaper, for the gap between two actions may be as short as 0.4 s. */
const backgroundChangeCost = 1.5;
/** No window may count for more than one in twenty against a label: networks are surer than they are right. */
const lowestProbability = 0.05;
/** The hop at which one window counts as one piece of evidence: nearer windows share their frames. */
const evidenceHopSeconds = 0.25;
/** A label is decided after this time at the latest. */
const lagSeconds = 1;
/** What is this much less likely than the best path cannot come back within the lag. */
const hopelessNats = 9;

interface Column {
  readonly window: WindowScores;
  readonly hopSeconds: number;
  /** For each label, the label of the window before on the best path to it. */
  readonly from: readonly number[];
}

export interface LabelSmoother {
  /** Takes the next window; returns those that are decided now, oldest first. */
  push(window: WindowScores): readonly DecidedWindow[];
  /** Decides the rest. */
  finish(): readonly DecidedWindow[];
}

/** `backgroundLabel` is a position in `labelCount` labels, or null when the model has no background. */
export function createLabelSmoother(labelCount: number, backgroundLabel: number | null): LabelSmoother {
  let scores: number[] = new Array<number>(labelCount).fill(0);
  let columns: Column[] = [];
  let newest: WindowScores | null = null;

  const changeCost = (from: number, to: number): number => {
    if (from === to) return 0;
    return from === backgroundLabel || to === backgroundLabel ? backgroundChangeCost : actionChangeCost;
  };

  /** Labels of the open columns on the best path that ends in `label`, oldest first. */
  const pathTo = (label: number): number[] => {
    const path: number[] = [];
    let at = label;
    for (let index = columns.length - 1; index >= 0; index--) {
      path[index] = at;
      at = columns[index]!.from[at]!;
    }
    return path;
  };

  const bestLabel = (): number => scores.indexOf(Math.max(...scores));

  /** Takes the first `count` open columns as decided along `path`, and drops what disagrees with it. */
  const decide = (path: readonly number[], count: number): readonly DecidedWindow[] => {
    if (count === 0) return [];
    scores = scores.map((score, label) =>
      pathTo(label)[count - 1] === path[count - 1] ? score : Number.NEGATIVE_INFINITY,
    );
    const decided = columns.slice(0, count).map(({ window, hopSeconds }, index) => ({
      window,
      hopSeconds,
      label: path[index]!,
    }));
    columns = columns.slice(count);
    return decided;
  };

  const agreedCount = (path: readonly number[]): number => {
    const best = Math.max(...scores);
    let count = columns.length;
    for (let label = 0; label < labelCount; label++) {
      if (scores[label]! < best - hopelessNats) continue;
      const other = pathTo(label);
      while (count > 0 && other[count - 1] !== path[count - 1]) count--;
    }
    return count;
  };

  return {
    push(window) {
      const length = window.endSeconds - window.startSeconds;
      const step = newest === null ? length : window.startSeconds - newest.startSeconds;
      const hopSeconds = Math.min(Math.max(step, 0), length);
      const weight = hopSeconds / evidenceHopSeconds;
      const next: number[] = [];
      const from: number[] = [];
      for (let label = 0; label < labelCount; label++) {
        let best = label;
        for (let previous = 0; previous < labelCount; previous++) {
          if (scores[previous]! - changeCost(previous, label) > scores[best]! - changeCost(best, label)) {
            best = previous;
          }
        }
        from[label] = best;
        const evidence = Math.log(Math.max(window.probabilities[label] ?? 0, lowestProbability));
        next[label] = scores[best]! - changeCost(best, label) + weight * evidence;
      }
      const top = Math.max(...next);
      scores = next.map((score) => score - top);
      columns.push({ window, hopSeconds, from });
      newest = window;

      const path = pathTo(bestLabel());
      const overdue = columns.filter(
        (column) => newest!.startSeconds - column.window.startSeconds > lagSeconds - 1e-6,
      );
      return decide(path, Math.max(agreedCount(path), overdue.length));
    },

    finish() {
      return decide(pathTo(bestLabel()), columns.length);
    },
  };
}
