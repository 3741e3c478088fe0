// What the engine and the process of a training say to each other.
import type { TrainingJob } from '../../contract/index.ts';

/** `begin`: the file of the job is written. `stop`: a person does not want it any more. */
export type TrainingRequest = 'begin' | 'stop';

export interface TrainingMessage {
  readonly job: TrainingJob;
}
