// What would help most, from what was measured. Pure.
import type { TeachAdvice, TeachReport } from '../../contract/index.ts';

export interface AdviceFacts
  extends Pick<TeachReport, 'labels' | 'confusion' | 'perLabel' | 'curve' | 'hurting'> {
  readonly accuracy: number;
  readonly background: string;
  readonly operators: number;
  /**
   * Of each label, how much more of its windows are named rightly when the operator was taught with, in other recordings; null:
   * there is one operator, or it was not measured.
   */
  readonly operatorGains: readonly (number | null)[];
}

/** What "more recordings" means here. */
const more = 5;
/** Recordings of one label that help, where it is the label that is missing. */
const leastOperators = 3;
/** Labels that are found this often need nothing. */
const goodRecall = 0.9;
/** From here on people are the reason. */
const leastOperatorGain = 0.05;
/** Shares of a label that are named as another one. */
const mixedUp = { action: 0.1, background: 0.25 };
const leastHarm = 0.01;
/** Below this gain for five recordings, more of them are not worth their work. */
const smallGain = 0.01;
const mostLabels = 3;

/** The most helpful first. */
export function adviceFrom(facts: AdviceFacts): readonly TeachAdvice[] {
  const { accuracy, curve, operators, hurting } = facts;
  const gain = gainOfMore(curve, accuracy);
  const advice: TeachAdvice[] = [];
  if (operators < leastOperators) advice.push({ kind: 'moreOperators', operators });
  advice.push(...labelAdvice(facts, gain), ...mixtures(facts));
  const [worst] = hurting;
  if (worst && worst.change >= leastHarm) advice.push({ kind: 'checkRecording', recording: worst.recording });
  if (gain === null || gain >= smallGain) advice.push({ kind: 'moreRecordings', recordings: more, gain });
  else if (accuracy >= goodRecall) advice.push({ kind: 'enough' });
  return advice;
}

/** Errors fall with a power of the number of recordings: the last two points tell which. Null: there are none. */
export function gainOfMore(curve: TeachReport['curve'], accuracy: number): number | null {
  const [before, last] = [curve.at(-2), curve.at(-1)];
  if (!before || !last || last.recordings <= before.recordings) return null;
  const [errorBefore, error] = [1 - before.accuracy, 1 - accuracy];
  if (error <= 0) return 0;
  const exponent = Math.log(errorBefore / error) / Math.log(last.recordings / before.recordings);
  if (!(exponent > 0)) return 0;
  return error * (1 - (last.recordings / (last.recordings + more)) ** exponent);
}

function labelAdvice(facts: AdviceFacts, gain: number | null): readonly TeachAdvice[] {
  const { perLabel, background, operatorGains, accuracy, operators } = facts;
  const windows = perLabel.reduce((sum, one) => sum + one.windows, 0);
  return perLabel
    .map((one, at) => ({ ...one, operatorGain: operatorGains[at] ?? null }))
    .filter(({ label, recall }) => label !== background && recall < goodRecall)
    .map(({ label, recall, windows: own, operatorGain }) => {
      const missed = ((1 - recall) * own) / windows;
      return {
        missed,
        advice: {
          kind: 'moreOfLabel',
          label,
          recordings: more,
          byAnotherOperator: operators < leastOperators || (operatorGain ?? 0) >= leastOperatorGain,
          // Its share of the errors that more recordings would correct.
          gain: gain === null || accuracy >= 1 ? null : (gain * missed) / (1 - accuracy),
        } satisfies TeachAdvice,
      };
    })
    .sort((a, b) => b.missed - a.missed)
    .slice(0, mostLabels)
    .map(({ advice }) => advice);
}

function mixtures({ labels, confusion, background }: AdviceFacts): readonly TeachAdvice[] {
  const found = confusion.flatMap((row, truth) => {
    const windows = row.reduce((sum, count) => sum + count, 0);
    return row.flatMap((count, named) => {
      const [label, other] = [labels[truth]!, labels[named]!];
      const share = windows === 0 ? 0 : count / windows;
      const least = other === background ? mixedUp.background : mixedUp.action;
      return truth === named || label === background || share < least
        ? []
        : [{ kind: 'mixedUp', label, other, share } as const];
    });
  });
  return found.sort((a, b) => b.share - a.share).slice(0, mostLabels);
}
