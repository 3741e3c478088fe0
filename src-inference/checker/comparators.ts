// The policies that others use, to compare with: the published behaviour of RidgeRun's demo, and a vote.
import type { WindowScores } from '../contract/index.ts';
import type { ShownAction } from './label-pointer.ts';

const threshold = 0.5;
/** The vote: the label that led in more than half of so many windows. */
const votingWindows = 4;

/** `firstMatch`: the likeliest label of a window, when it is above one half. */
export function surestAction(labels: readonly string[]): (window: WindowScores) => ShownAction | null {
  return ({ startSeconds, endSeconds, probabilities }) => {
    const probability = Math.max(...probabilities);
    const label = labels[probabilities.indexOf(probability)]!;
    return probability < threshold ? null : { label, startSeconds, endSeconds, probability };
  };
}

/** `majority`: the likeliest label of more than half of the last windows. */
export function electedAction(labels: readonly string[]): (window: WindowScores) => ShownAction | null {
  let recent: ShownAction[] = [];
  return ({ startSeconds, endSeconds, probabilities }) => {
    const probability = Math.max(...probabilities);
    const label = labels[probabilities.indexOf(probability)]!;
    recent = [...recent, { label, startSeconds, endSeconds, probability }].slice(-votingWindows);
    const votes = recent.filter((one) => one.label === label);
    if (votes.length * 2 <= votingWindows) return null;
    const mean = votes.reduce((sum, one) => sum + one.probability, 0) / votes.length;
    return { label, startSeconds: votes[0]!.startSeconds, endSeconds, probability: mean };
  };
}
