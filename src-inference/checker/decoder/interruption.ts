// Whether the work has stopped, as all hypotheses say it together.
import { announcing } from '../parameters.ts';
import type { Hypothesis } from './hypothesis.ts';
import { likeliestGroup } from './posterior.ts';

export interface Interruption {
  /** Posterior probability, 0 to 1. */
  readonly probability: number;
  /** The action that has stopped; null: something unknown is being done. */
  readonly label: number | null;
  readonly sinceSeconds: number;
}

/** Null when no hypothesis says so. */
export function interruptionIn(hypotheses: readonly Hypothesis[]): Interruption | null {
  const together = likeliestGroup(hypotheses, ({ phase }) =>
    phase === 'interrupted' || phase === 'unknown' ? 'stopped' : null,
  );
  if (together === null) return null;
  const { probability } = together;
  const action = likeliestGroup(hypotheses, ({ node, phase }) =>
    phase === 'interrupted' ? node.transition!.label : null,
  );
  if (action !== null && action.probability >= announcing.namedShare * probability) {
    const { node, sinceSeconds } = action.best;
    return { probability, label: node.transition!.label, sinceSeconds };
  }
  const unknown = likeliestGroup(hypotheses, ({ phase }) => (phase === 'unknown' ? phase : null)) ?? together;
  return { probability, label: null, sinceSeconds: unknown.best.sinceSeconds };
}
