// The commit rule: when the first action that is not judged yet is judged. Waiting makes a judgement surer, and later.
import { commitment } from '../parameters.ts';

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
  /** Whether the action may be the first of a new part, with the part before it unfinished. */
  readonly mayBeginPart: boolean;
}

/** Either the hypotheses agree, or the lag is used up. */
export function mustCommit(one: CommitCase): boolean {
  // A new part in error would make all that is left of the old one missing: more must agree on it.
  const isOnlyKindOpen = one.isSureMistake && !one.mayBeginPart;
  const agreed = isOnlyKindOpen ? commitment.agreedOnKind : commitment.agreed;
  return one.overProbability >= agreed || (one.isOver && one.secondsSinceEnd >= lagSeconds(one));
}

/** A judgement comes at most so many seconds after the end of the action. */
function lagSeconds({ isFirstOfPart, mayBeginPart, isSureMistake }: CommitCase): number {
  // An error that looks like the first step must not become a part in which all else is missing.
  if (isFirstOfPart && !isSureMistake) return commitment.firstActionLagSeconds;
  if (mayBeginPart) return commitment.newPartLagSeconds;
  return isSureMistake ? commitment.sureMistakeLagSeconds : commitment.usualLagSeconds;
}
