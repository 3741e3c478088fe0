// The meanings that a colour may have, and the icon that always goes with it. Colour alone is not enough: about one man
// in twelve is colour-blind.
import {
  AlarmClock,
  AlarmClockMinus,
  ArrowLeftRight,
  ArrowUpDown,
  Ban,
  CircleCheck,
  CircleX,
  FastForward,
  Hourglass,
  type LucideIcon,
  Minus,
  Plus,
  TriangleAlert,
  Undo2,
  X,
} from 'lucide-react';
import type { JudgedStep, StepStatus, Verdict } from '../../src-inference/contract/index.ts';

export type Tone = 'pass' | 'warn' | 'fail' | 'active' | 'idle';

export interface Mark {
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

/** The usual tone and icon of each status. Its label is the text `common.step.STATUS`. */
export const stepMarks = {
  ok: { tone: 'pass', icon: CircleCheck },
  uncertain: { tone: 'warn', icon: TriangleAlert },
  wrong: { tone: 'fail', icon: X },
  missed: { tone: 'fail', icon: Minus },
  extra: { tone: 'fail', icon: Plus },
  swapped: { tone: 'fail', icon: ArrowUpDown },
  outOfOrder: { tone: 'fail', icon: ArrowLeftRight },
  corrected: { tone: 'warn', icon: Undo2 },
  tooFast: { tone: 'warn', icon: FastForward },
  tooSlow: { tone: 'warn', icon: Hourglass },
  tooSoon: { tone: 'warn', icon: AlarmClockMinus },
  tooLate: { tone: 'warn', icon: AlarmClock },
} as const satisfies Record<StepStatus, Mark>;

/** Tone and icon of a judged step. The tone is what the step means for its part, which the recipe can change. */
export function stepMark({ status, severity }: Pick<JudgedStep, 'status' | 'severity'>): Mark {
  return { tone: severity, icon: stepMarks[status].icon };
}

/** A part without a verdict was aborted. */
export type PartOutcome = Verdict | 'aborted';

export const outcomeMarks = {
  pass: { tone: 'pass', icon: CircleCheck },
  warn: { tone: 'warn', icon: TriangleAlert },
  fail: { tone: 'fail', icon: CircleX },
  aborted: { tone: 'idle', icon: Ban },
} as const satisfies Record<PartOutcome, Mark>;

export const toneText = {
  pass: 'text-pass',
  warn: 'text-warn',
  fail: 'text-fail',
  active: 'text-accent',
  idle: 'text-muted',
} as const satisfies Record<Tone, string>;

export const toneSoft = {
  pass: 'bg-pass-soft text-pass',
  warn: 'bg-warn-soft text-warn',
  fail: 'bg-fail-soft text-fail',
  active: 'bg-accent-soft text-accent',
  idle: 'bg-raised text-muted',
} as const satisfies Record<Tone, string>;

export const toneSolid = {
  pass: 'bg-solid-pass text-on-solid',
  warn: 'bg-solid-warn text-on-warn',
  fail: 'bg-solid-fail text-on-solid',
  active: 'bg-solid-active text-on-solid',
  idle: 'bg-solid-idle text-on-solid',
} as const satisfies Record<Tone, string>;
