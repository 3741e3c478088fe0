// A draft of labels beside the true ones.
import type { DraftAction, LabelledAction } from '../../src-inference/contract/index.ts';

export interface ComparedDraft {
  readonly truth: readonly LabelledAction[];
  readonly drafted: readonly DraftAction[];
  /** The right actions of the draft, by the true one: same label, intersection over union more than one half. */
  readonly matches: ReadonlyMap<LabelledAction, DraftAction>;
  /** Seconds by which the edges of right actions are off, two for each. */
  readonly edgeErrors: readonly number[];
  isRight(action: DraftAction): boolean;
}

export function compareDraft(
  truth: readonly LabelledAction[],
  drafted: readonly DraftAction[],
): ComparedDraft {
  // More than half of the union: no action can be so near to two others.
  const pairs = truth.flatMap((action) => {
    const draft = drafted.find((one) => one.label === action.label && overlap(one, action) > 0.5);
    return draft === undefined ? [] : [[action, draft] as const];
  });
  const right = new Set(pairs.map(([, draft]) => draft));
  return {
    truth,
    drafted,
    matches: new Map(pairs),
    edgeErrors: pairs.flatMap(([action, draft]) => [
      Math.abs(draft.startSeconds - action.startSeconds),
      Math.abs(draft.endSeconds - action.endSeconds),
    ]),
    isRight: (action) => right.has(action),
  };
}

function overlap(one: LabelledAction, other: LabelledAction): number {
  const together =
    Math.min(one.endSeconds, other.endSeconds) - Math.max(one.startSeconds, other.startSeconds);
  const either = Math.max(one.endSeconds, other.endSeconds) - Math.min(one.startSeconds, other.startSeconds);
  return together / either;
}
