// A hypothesis: one explanation of all windows so far.
import type { Pace } from './pace.ts';
import type { ActionTimes, TraceNode } from './trace.ts';

/**
 * What is going on:
 * - `action`: the action of the node is in progress
 * - `interrupted`: it was in progress, and may go on: the hands are hidden, or the person does something else
 * - `pause`: it is over, and nothing is being done
 * - `unknown`: it is over, and something is being done that is no action of the recipe or the network
 */
export const phases = ['action', 'interrupted', 'pause', 'unknown'] as const;
type Phase = (typeof phases)[number];

export interface Hypothesis {
  readonly node: TraceNode;
  readonly phase: Phase;
  /** When the phase began. An action that went on after an interruption counts as begun later by its length. */
  readonly sinceSeconds: number;
  /** Number of the window with which that was. */
  readonly sinceWindow: number;
  /** How fast the person works. */
  readonly pace: Pace;
  /** While `interrupted`: for how long the action had been in progress. 0 otherwise. */
  readonly doneSeconds: number;
  /** Negative logarithm of its weight, in nats; the best one has 0. */
  cost: number;
  times: ActionTimes | null;
}
