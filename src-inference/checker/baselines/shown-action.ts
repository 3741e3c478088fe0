// The two ways to say what windows show that the checker is compared with: the published behaviour of RidgeRun's assembly
// demo, and a vote.
import { argmax, type WindowScores } from '../../contract/index.ts';
import { baseline } from '../parameters.ts';

export interface ShownAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly probability: number;
}

/** Windows go in by rising time; null when they show nothing for certain. */
export type ShowAction = (window: WindowScores) => ShownAction | null;

/** `firstMatch`: the likeliest label of a window, when it is likely enough. */
export function createFirstMatch(labels: readonly string[]): ShowAction {
  return (window) => {
    const action = likeliestAction(window, labels);
    return action.probability < baseline.leastProbability ? null : action;
  };
}

/** `majority`: the label that was the likeliest in more than half of the last windows. */
export function createMajority(labels: readonly string[]): ShowAction {
  const { votingWindows } = baseline;
  let recent: ShownAction[] = [];
  return (window) => {
    const action = likeliestAction(window, labels);
    recent = [...recent, action].slice(-votingWindows);
    const votes = recent.filter(({ label }) => label === action.label);
    if (votes.length * 2 <= votingWindows) return null;
    const mean = votes.reduce((sum, { probability }) => sum + probability, 0) / votes.length;
    return { ...action, startSeconds: votes[0]!.startSeconds, probability: mean };
  };
}

function likeliestAction(
  { startSeconds, endSeconds, probabilities }: WindowScores,
  labels: readonly string[],
): ShownAction {
  const top = argmax(probabilities);
  return { label: labels[top]!, startSeconds, endSeconds, probability: probabilities[top]! };
}
