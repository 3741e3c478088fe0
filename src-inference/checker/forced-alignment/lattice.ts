// The lattice of a recording: all ways in which right parts can have been done in it, as segments between edges of windows. A
// segmental (explicit-duration) hidden Markov model (Yu 2010, Hidden semi-Markov models).
import type { State } from '../automaton/state.ts';
import type { Transition } from '../automaton/transition.ts';
import { beam as beamParameters, interruptions } from '../parameters.ts';
import { search } from './constants.ts';
import type { LengthCosts } from './lengths.ts';
import type { WindowCosts } from './window-costs.ts';

/** What has just ended at an edge: an action, a pause, or something unknown. */
export const endings = ['action', 'pause', 'unknown'] as const;
export type Ending = (typeof endings)[number];

/** Where an explanation stands at an edge. */
export interface Place {
  readonly state: State;
  readonly ending: Ending;
}

/**
 * A segment from the edge at hand.
 *
 * @param to The edge at which it ends.
 * @param label The action; null: a pause, or something unknown.
 * @param after Where the explanation stands then.
 * @param cost In nats.
 */
export type VisitSegment = (to: number, label: number | null, after: Place, cost: number) => void;

export interface LatticeModel {
  /** The right transitions from a state. */
  transitionsFrom(state: State): readonly Transition[];
  readonly lengths: LengthCosts;
  readonly costs: WindowCosts;
  /** Position of the background label; null when the model has none. */
  readonly background: number | null;
  readonly hopSeconds: number;
}

/** Calls `visit` with each segment that may follow at `from`. Hopeless ones are left out. */
export function visitSegments(model: LatticeModel, place: Place, from: number, visit: VisitSegment): void {
  const { costs, lengths, background, hopSeconds } = model;
  const { state, ending } = place;
  const { withPauseNats, withoutPauseNats } = beamParameters;
  const longest = (seconds: number): number =>
    Math.min(costs.windows, from + Math.max(1, Math.floor(seconds / hopSeconds)));
  const beforeAction = ending === 'action' ? withoutPauseNats : 0;
  for (const transition of model.transitionsFrom(state)) {
    const { label } = transition;
    // The same action twice without a pause is one action.
    if (ending === 'action' && label === state.lastLabel) continue;
    const after: Place = { state: transition.to, ending: 'action' };
    const last = longest(search.longestActionSeconds);
    for (let to = from + 1; to <= last; to++) {
      const shown = costs.ofLabel(label, from, to);
      if (shown > search.mostAgainstNats) break;
      const cost = beforeAction + transition.cost + shown + lengths.ofAction(label, to - from);
      visit(to, label, after, cost);
    }
  }
  const last = longest(search.longestPauseSeconds);
  if (ending !== 'pause') {
    const after: Place = { state, ending: 'pause' };
    for (let to = from + 1; to <= last; to++) {
      const shown = costs.ofLabel(background, from, to);
      if (shown > search.mostAgainstNats) break;
      const begins = ending === 'action' ? withPauseNats : 0;
      visit(to, null, after, begins + shown + lengths.ofPause(state, to - from));
    }
  }
  if (ending !== 'unknown') {
    const after: Place = { state, ending: 'unknown' };
    const begins = -Math.log(hopSeconds * interruptions.unknownPerSecond);
    const first = from + Math.max(1, Math.ceil(interruptions.shortestSeconds / hopSeconds));
    for (let to = first; to <= last; to++) {
      const shown = costs.ofUnknown(from, to);
      if (shown > search.mostAgainstNats) break;
      visit(to, null, after, begins + shown + lengths.ofUnknown(to - from));
    }
  }
}
