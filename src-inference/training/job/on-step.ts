// How a training tells how far it is.
import type { TrainingStep } from '../../contract/index.ts';

/** @param share Of the step, 0 to 1. */
export type OnStep = (step: TrainingStep, share: number) => Promise<void>;
