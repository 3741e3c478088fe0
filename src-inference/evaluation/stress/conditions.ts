// What real lines have and the usual simulation has not, as data: one condition for each row of the table.
import { type NetworkHabits, usualHabits } from '../simulated-network.ts';
import { type Pace, scalePace, usualPace } from '../simulated-part.ts';
import type { Interruption } from './interruption.ts';

export interface Condition {
  /** As the command line takes it. */
  readonly id: string;
  readonly name: string;
  readonly habits: NetworkHabits;
  /** How people worked while the recordings were made from which `typicalSeconds` are learnt. */
  readonly recordedPace: Pace;
  /** How they work now. */
  readonly pace: Pace;
  /** What happens in the middle of each part; null: nothing. */
  readonly interruption: Interruption | null;
  /** When the source is opened, so that a part may be in progress already; null: before the first part, and nobody doubts it. */
  readonly opened: 'justBefore' | 'inTheMiddle' | null;
  /** Whether there is a limit to compare with: the offline decoder knows neither parts that are worked on together, nor joined ones. */
  readonly hasLimit: boolean;
}

const usual = {
  habits: usualHabits,
  recordedPace: usualPace,
  pace: usualPace,
  interruption: null,
  opened: null,
  hasLimit: true,
} as const;

/** Four windows at the usual hop. */
const longBurst = { burstSeconds: 2 } as const;
const tooSure = { temperature: 0.5 } as const;
const shortSteps: Pace = { ...usualPace, actionSeconds: [1, 1.5] };

export const conditions: readonly Condition[] = [
  { ...usual, id: 'usual', name: 'as simulated today' },
  {
    ...usual,
    id: 'too-sure',
    name: 'network too sure (temperature 0.5)',
    habits: { ...usualHabits, ...tooSure },
  },
  {
    ...usual,
    id: 'bursts',
    name: 'errors in bursts of 4 windows',
    habits: { ...usualHabits, ...longBurst },
  },
  {
    ...usual,
    id: 'both',
    name: 'both',
    habits: { ...usualHabits, ...tooSure, ...longBurst },
  },
  {
    ...usual,
    id: 'hidden-hands',
    name: 'hands hidden or out of the picture for 3 s in the middle of a step',
    interruption: { kind: 'hidden', seconds: 3 },
  },
  {
    ...usual,
    id: 'short-steps',
    name: 'steps of 1 to 1.5 s, hop 0.5 s',
    recordedPace: shortSteps,
    pace: shortSteps,
  },
  {
    ...usual,
    id: 'short-steps-short-hop',
    name: 'steps of 1 to 1.5 s, hop 0.25 s',
    recordedPace: shortSteps,
    pace: shortSteps,
    habits: { ...usualHabits, hopSeconds: 0.25 },
  },
  {
    ...usual,
    id: 'two-minutes',
    name: 'two minutes of nothing in the middle of a part',
    interruption: { kind: 'nothing', seconds: 120 },
  },
  {
    ...usual,
    id: 'unknown-unsure',
    name: 'an action that the network does not know, 4 s, no label sure',
    interruption: { kind: 'unknown', seconds: 4, takenForLabel: false },
  },
  {
    ...usual,
    id: 'unknown-mistaken',
    name: 'the same, taken for one label at 0.8',
    interruption: { kind: 'unknown', seconds: 4, takenForLabel: true },
  },
  {
    ...usual,
    id: 'fast',
    name: 'everything twice as fast as typicalSeconds',
    pace: scalePace(usualPace, 0.5),
  },
  {
    ...usual,
    id: 'slow',
    name: 'everything twice as slow',
    pace: scalePace(usualPace, 2),
  },
  {
    ...usual,
    id: 'short-pauses',
    name: 'pauses of 0.3 s, also before the same action again',
    pace: { ...usualPace, pauseSeconds: 0.3, shortestPauseSeconds: 0, shortestPauseBeforeSameSeconds: 0 },
  },
  {
    ...usual,
    id: 'straddling',
    name: 'windows that straddle two actions mix them',
    habits: { ...usualHabits, mixes: true },
  },
  {
    ...usual,
    id: 'two-parts',
    name: 'two parts at once, not declared',
    pace: { ...usualPace, partsAtOnce: 2 },
    hasLimit: false,
  },
  {
    ...usual,
    id: 'just-opened',
    name: 'the source is opened just before the part begins',
    opened: 'justBefore',
    hasLimit: false,
  },
  {
    ...usual,
    id: 'joined',
    name: 'the source is opened in the middle of the part',
    opened: 'inTheMiddle',
    hasLimit: false,
  },
];
