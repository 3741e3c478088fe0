// The commit rule: when the first action that is not judged yet is judged. Waiting makes a judgement surer, and later.
import { commitment, swapping } from '../parameters.ts';
import type { SwapState } from './swaps.ts';

/** The likeliest first action. */
export interface CommitCase {
  /** Posterior probability that this action was done and is over. */
  readonly overProbability: number;
  /** Whether it is over in the best hypothesis. */
  readonly isOver: boolean;
  readonly secondsSinceEnd: number;
  /** Whether it begins a part. */
  readonly isFirstOfPart: boolean;
  /** Whether it is a mistake, and the part surely has one: then only its kind is open. */
  readonly isSureMistake: boolean;
  /** Whether the step that was left out before it is done now. */
  readonly swap: SwapState;
  /** Whether it is the first that was seen of its part, and it is open which of several steps it was. */
  readonly isPlaceOpen: boolean;
  /** Whether the action may be the first of a new part, with the part before it unfinished. */
  readonly mayBeginPart: boolean;
}

/** Either the hypotheses agree, or the lag is used up. */
export function mustCommit(one: CommitCase): boolean {
  // A new part in error would make all that is left of the old one missing: more must agree on it.
  const isOnlyKindOpen = one.isSureMistake && !one.mayBeginPart;
  const agreed = isOnlyKindOpen ? commitment.agreedOnKind : commitment.agreed;
  if (awaitsSwap(one)) return false;
  return one.overProbability >= agreed || (one.isOver && one.secondsSinceEnd >= lagSeconds(one));
}

/** What is told to be missing now would be told again as swapped. */
function awaitsSwap({ swap, secondsSinceEnd }: CommitCase): boolean {
  const { openSeconds, possibleSeconds } = swapping;
  return (
    (swap === 'open' && secondsSinceEnd < openSeconds) ||
    (swap === 'possible' && secondsSinceEnd < possibleSeconds)
  );
}

/** A judgement comes at most so many seconds after the end of the action. */
function lagSeconds({ isFirstOfPart, isPlaceOpen, mayBeginPart, isSureMistake }: CommitCase): number {
  if (isPlaceOpen) return commitment.joinedLagSeconds;
  // An error that looks like the first step must not become a part in which all else is missing.
  if (isFirstOfPart && !isSureMistake) return commitment.firstActionLagSeconds;
  if (mayBeginPart) return commitment.newPartLagSeconds;
  return isSureMistake ? commitment.sureMistakeLagSeconds : commitment.usualLagSeconds;
}
