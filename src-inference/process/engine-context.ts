// What the engine's parts share: the clock, the numbers of events, and the port that events leave by.
import type { EngineEvent } from '../contract/index.ts';
import type { BuildWatch } from '../model/index.ts';
import { EventLog, type EventPort, type Numbering } from '../station/index.ts';

export interface EngineContext {
  /** Time of day, for the record. */
  readonly now: () => Date;
  readonly numbering: Numbering;
  readonly port: EventPort;
}

/** Tells something that no station records. */
export type Tell = (event: EngineEvent) => Promise<void>;

/** Reports how far a long command is. */
export type JobProgress = (text: string, done: number | null) => Promise<void>;

/** For events that belong to no station, and that are not recorded. */
export function createTell({ numbering, port }: EngineContext): Tell {
  const eventLog = new EventLog({ numbering, record: null, port });
  return (event) => eventLog.publish(event);
}

/** For a network that must be built first: it does not wait for those who are told. */
export function watchOf(progress: JobProgress, signal?: AbortSignal): BuildWatch {
  return {
    onProgress: (text, done) => void progress(text, done).catch(() => undefined),
    ...(signal && { signal }),
  };
}

export function jobProgress(tell: Tell): JobProgress {
  return (text, done) => tell({ type: 'jobProgress', text, done });
}
