// Looks once a second at what the stream of a run has lost, and tells when it is disturbed and when that is over.
import type { StreamHealth } from '../contract/index.ts';
import type { FrameSource } from '../media/index.ts';
import { Disturbance } from './disturbance.ts';
import type { EventLog } from './event-log.ts';

const lookMilliseconds = 1000;

export interface StreamWatcherParts {
  readonly source: FrameSource;
  readonly eventLog: EventLog;
  readonly monotonicSeconds: () => number;
  /** Windows of the run that were not judged because of damage. */
  readonly skippedWindows: () => number;
}

export class StreamWatcher {
  private readonly parts: StreamWatcherParts;
  private readonly disturbance = new Disturbance();
  private readonly timer: NodeJS.Timeout;

  constructor(parts: StreamWatcherParts) {
    this.parts = parts;
    this.timer = setInterval(() => this.look(), lookMilliseconds);
  }

  /** Null for what is no stream. */
  get health(): StreamHealth | null {
    return this.disturbance.health;
  }

  /** Looks a last time. A disturbance is over with the source. @returns See `health`. */
  async end(): Promise<StreamHealth | null> {
    const { eventLog, monotonicSeconds } = this.parts;
    clearInterval(this.timer);
    this.look();
    const event = this.disturbance.end(monotonicSeconds());
    if (event !== null) await eventLog.publish(event);
    return this.health;
  }

  private look(): void {
    const { source, eventLog, monotonicSeconds, skippedWindows } = this.parts;
    if (source.stream === null) return;
    const event = this.disturbance.look(monotonicSeconds(), source.stream, skippedWindows());
    if (event !== null) eventLog.publishLater(event);
  }
}
