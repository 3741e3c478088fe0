// How far a training is, and how long it still takes. Pure: the time is handed over.
import type { TrainingStep } from '../../contract/index.ts';

export interface PlannedStep {
  readonly step: TrainingStep;
  /** As it is expected on an idle machine; the real speed is measured. */
  readonly seconds: number;
}

export interface Progress {
  readonly step: TrainingStep;
  readonly fraction: number;
  /** Null: not known yet. */
  readonly secondsLeft: number | null;
}

/** Sooner the speed is not known. */
const leastElapsedSeconds = 2;
const leastShare = 0.02;

export class ProgressMeter {
  private readonly steps: readonly PlannedStep[];
  private readonly startedSeconds: number;
  private furthest = 0;

  constructor(steps: readonly PlannedStep[], nowSeconds: number) {
    this.steps = steps;
    this.startedSeconds = nowSeconds;
  }

  /** @param share Of the step, 0 to 1. */
  at(step: TrainingStep, share: number, nowSeconds: number): Progress {
    const position = this.steps.findIndex((one) => one.step === step);
    const total = sum(this.steps);
    const done = sum(this.steps.slice(0, position)) + share * this.steps[position]!.seconds;
    this.furthest = Math.max(this.furthest, total > 0 ? done / total : 0);
    const elapsed = nowSeconds - this.startedSeconds;
    const isKnown = elapsed >= leastElapsedSeconds && this.furthest >= leastShare;
    return {
      step,
      fraction: this.furthest,
      secondsLeft: isKnown ? Math.ceil((elapsed * (1 - this.furthest)) / this.furthest) : null,
    };
  }
}

function sum(steps: readonly PlannedStep[]): number {
  return steps.reduce((total, { seconds }) => total + seconds, 0);
}
