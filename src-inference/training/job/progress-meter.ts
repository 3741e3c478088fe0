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
/** Of all work; as for the seconds. */
const leastShare = 0.002;

export class ProgressMeter {
  private readonly steps: readonly PlannedStep[];
  private readonly total: number;
  private furthest = 0;
  private present: {
    readonly step: TrainingStep;
    readonly sinceSeconds: number;
    readonly from: number;
  } | null = null;
  /** Real seconds for each planned one, as last measured. */
  private slowness: number | null = null;

  constructor(steps: readonly PlannedStep[]) {
    this.steps = steps;
    this.total = sum(steps);
  }

  /** @param share Of the step, 0 to 1. A training that is resumed may begin anywhere: what was done before says nothing of the speed. */
  at(step: TrainingStep, share: number, nowSeconds: number): Progress {
    const position = this.steps.findIndex((one) => one.step === step);
    const done = sum(this.steps.slice(0, position)) + share * this.steps[position]!.seconds;
    if (this.present?.step !== step) this.present = { step, sinceSeconds: nowSeconds, from: done };
    const { sinceSeconds, from } = this.present;
    const elapsed = nowSeconds - sinceSeconds;
    if (elapsed >= leastElapsedSeconds && done - from >= leastShare * this.total) {
      this.slowness = elapsed / (done - from);
    }
    this.furthest = Math.max(this.furthest, this.total > 0 ? done / this.total : 0);
    return {
      step,
      fraction: this.furthest,
      secondsLeft:
        this.slowness === null ? null : Math.ceil(this.total * (1 - this.furthest) * this.slowness),
    };
  }
}

function sum(steps: readonly PlannedStep[]): number {
  return steps.reduce((total, { seconds }) => total + seconds, 0);
}
