// The last windows, to say what a judgement stands on.
import type { StepEvidence, WindowScores } from '../contract/index.ts';

/** Longer actions are described by their last minute. */
const keptSeconds = 60;

export interface Sight {
  /** Mean probability of the label. */
  readonly probability: number;
  readonly windows: StepEvidence['windows'];
  readonly runnerUp: StepEvidence['runnerUp'];
}

export interface WindowMemory {
  push(window: WindowScores, fromSeconds: number): void;
  /** What was seen of `label` (a position) between two times; null when no window speaks for them. */
  sightOf(label: number, startSeconds: number, endSeconds: number): Sight | null;
}

export function createWindowMemory(names: readonly string[]): WindowMemory {
  let kept: { readonly window: WindowScores; readonly fromSeconds: number }[] = [];
  let dropped = 0;
  return {
    push(window, fromSeconds) {
      kept.push({ window, fromSeconds });
      while (kept[dropped]!.fromSeconds < fromSeconds - keptSeconds) dropped++;
      // In one go, now and then: a shift for every window would cost more than it frees.
      if (dropped > 256) {
        kept = kept.slice(dropped);
        dropped = 0;
      }
    },
    sightOf(label, startSeconds, endSeconds) {
      const sums = names.map(() => 0);
      const firsts = names.map(() => 0);
      let count = 0;
      let from = 0;
      let to = 0;
      let seconds = 0;
      for (let at = kept.length - 1; at >= dropped; at--) {
        const { window, fromSeconds } = kept[at]!;
        if (fromSeconds < startSeconds - slackSeconds) break;
        if (fromSeconds > endSeconds - slackSeconds) continue;
        if (count === 0) to = window.endSeconds;
        from = window.startSeconds;
        count++;
        seconds = endSeconds - fromSeconds;
        let first = label === 0 ? 1 : 0;
        window.probabilities.forEach((probability, index) => {
          sums[index]! += probability;
          if (index !== label && probability > window.probabilities[first]!) first = index;
        });
        if (window.probabilities[first]! > window.probabilities[label]!) firsts[first]!++;
      }
      if (count === 0) return null;
      let runner = label === 0 ? 1 : 0;
      for (let index = 0; index < sums.length; index++) {
        if (index !== label && sums[index]! > sums[runner]!) runner = index;
      }
      return {
        probability: sums[label]! / count,
        windows: { fromSeconds: from, toSeconds: to, count },
        runnerUp:
          runner >= names.length
            ? null
            : {
                label: names[runner]!,
                probability: sums[runner]! / count,
                seconds: (firsts[runner]! / count) * seconds,
              },
      };
    },
  };
}

/** Times are sums of hops: compare them with some slack. */
const slackSeconds = 1e-6;
