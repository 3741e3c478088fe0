// The last windows, to tell what a judgement stands on.
import type { StepEvidence, WindowScores } from '../../contract/index.ts';
import { evidence as parameters, timeToleranceSeconds } from '../parameters.ts';

/** What the windows of a stretch of time say about one label. */
export interface LabelEvidence {
  /** Mean probability of the label. */
  readonly probability: number;
  readonly windows: StepEvidence['windows'];
  readonly runnerUp: StepEvidence['runnerUp'];
}

export interface WindowEvidence {
  /** @param fromSeconds From where on the window speaks. */
  push(window: WindowScores, fromSeconds: number): void;
  /** Nothing could be seen between two times. */
  pushUnseen(fromSeconds: number, toSeconds: number): void;
  /** Share of the time between two times in which nothing could be seen, 0 to 1. */
  unseenShare(startSeconds: number, endSeconds: number): number;
  /** About `label` (a position) between two times; null when no window speaks for them. */
  about(label: number, startSeconds: number, endSeconds: number): LabelEvidence | null;
}

interface KeptWindow {
  readonly window: WindowScores;
  readonly fromSeconds: number;
}

export function createWindowEvidence(names: readonly string[]): WindowEvidence {
  let kept: KeptWindow[] = [];
  let dropped = 0;
  let unseen: { readonly fromSeconds: number; readonly toSeconds: number }[] = [];
  return {
    push(window, fromSeconds) {
      kept.push({ window, fromSeconds });
      while (kept[dropped]!.fromSeconds < fromSeconds - parameters.keptSeconds) dropped++;
      if (dropped > parameters.removedAtOnce) {
        kept = kept.slice(dropped);
        dropped = 0;
      }
    },
    pushUnseen(fromSeconds, toSeconds) {
      unseen = unseen.filter((one) => one.toSeconds > fromSeconds - parameters.unseenKeptSeconds);
      unseen.push({ fromSeconds, toSeconds });
    },
    unseenShare(startSeconds, endSeconds) {
      const seconds = unseen.reduce(
        (sum, one) =>
          sum + Math.max(0, Math.min(one.toSeconds, endSeconds) - Math.max(one.fromSeconds, startSeconds)),
        0,
      );
      return seconds / Math.max(endSeconds - startSeconds, Number.EPSILON);
    },
    about(label, startSeconds, endSeconds) {
      const found: KeptWindow[] = [];
      for (let at = kept.length - 1; at >= dropped; at--) {
        const one = kept[at]!;
        if (one.fromSeconds < startSeconds - timeToleranceSeconds) break;
        if (one.fromSeconds <= endSeconds - timeToleranceSeconds) found.push(one);
      }
      return found.length === 0 ? null : summarise(found, label, endSeconds, names);
    },
  };
}

/** @param windows At least one, the newest first. */
function summarise(
  windows: readonly KeptWindow[],
  label: number,
  endSeconds: number,
  names: readonly string[],
): LabelEvidence {
  const count = windows.length;
  const sums = names.map(() => 0);
  /** Windows in which another label was the likeliest, for each. */
  const leads = names.map(() => 0);
  for (const { window } of windows) {
    const { probabilities } = window;
    for (const [index, probability] of probabilities.entries()) sums[index]! += probability;
    const other = bestOther(probabilities, label);
    if (probabilities[other]! > probabilities[label]!) leads[other]!++;
  }
  const runner = bestOther(sums, label);
  const [last, first] = [windows[0]!, windows.at(-1)!];
  return {
    probability: sums[label]! / count,
    windows: { fromSeconds: first.window.startSeconds, toSeconds: last.window.endSeconds, count },
    runnerUp:
      runner >= names.length
        ? null
        : {
            label: names[runner]!,
            probability: sums[runner]! / count,
            seconds: (leads[runner]! / count) * (endSeconds - first.fromSeconds),
          },
  };
}

/** The position of the largest value besides that of `label`; past the end where there is none. */
function bestOther(values: readonly number[], label: number): number {
  let best = label === 0 ? 1 : 0;
  for (let index = 0; index < values.length; index++) {
    if (index !== label && values[index]! > values[best]!) best = index;
  }
  return best;
}
