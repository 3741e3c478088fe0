// What the engine's parts share: the clock, the numbers of events, and the port that events leave by.
import { EventLog, type EventPort, type Numbering } from '../station/index.ts';

export interface EngineContext {
  /** Time of day, for the record. */
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly port: EventPort;
}

/** Reports how far a long command is. */
export type JobProgress = (text: string, done: number | null) => Promise<void>;

/** Jobs belong to no station, so their progress is not recorded. */
export function createJobProgress({ numbering, port }: EngineContext): JobProgress {
  const eventLog = new EventLog({ numbering, record: null, port });
  return (text, done) => eventLog.publish({ type: 'jobProgress', text, done });
}
