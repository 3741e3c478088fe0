// The one path of an event. `publish` gives it a number and a time, writes it to the record, and hands it on, always in this
// order: to the snapshot, to the outputs (overlay and recordings), to the port. Nothing else publishes.
//
// Nobody hears of an event that the record could not take: `publish` rejects with `record_unwritable`. The one exception
// are the events of `isShownUnrecorded`. The record itself leaves out events that only matter at the moment, such as
// `progress` (recorder.ts).
import type { EngineEvent, NumberedEvent } from '../contract/index.ts';
import type { Recorder } from '../record/index.ts';

export interface Numbering {
  /** Of the last event. */
  readonly sequence: number;
  /** All later events have a higher number. */
  riseTo(sequence: number): void;
  number(event: EngineEvent): NumberedEvent;
}

/** One for each engine. A part is named by the time of its start, so no two parts start at the same time. */
export function createNumbering(now: () => Date): Numbering {
  let sequence = 0;
  let lastPartAt = '';
  return {
    get sequence() {
      return sequence;
    },
    riseTo(least) {
      sequence = Math.max(sequence, least);
    },
    number(event) {
      sequence += 1;
      const date = now();
      if (event.type === 'partStarted') {
        if (date.toISOString() === lastPartAt) date.setMilliseconds(date.getMilliseconds() + 1);
        lastPartAt = date.toISOString();
      }
      return { sequence, at: date.toISOString(), event };
    },
  };
}

/** Sends an event to the other process. Resolves when it can take more: a slow reader slows a file down, not the memory. */
export type EventPort = (event: NumberedEvent) => Promise<void>;

export type EventSubscriber = (event: NumberedEvent) => void;

export interface EventLogParts {
  readonly numbering: Numbering;
  /** Null: nothing is recorded. */
  readonly record: Recorder | null;
  readonly port: EventPort;
}

export class EventLog {
  private readonly parts: EventLogParts;
  private readonly snapshot: EventSubscriber[] = [];
  private readonly outputs: EventSubscriber[] = [];
  private readonly waiting: (() => void)[] = [];
  private isHandingOn = false;

  constructor(parts: EventLogParts) {
    this.parts = parts;
  }

  /** Whoever keeps a state hears of an event first. */
  subscribeSnapshot(subscriber: EventSubscriber): void {
    this.snapshot.push(subscriber);
  }

  /** Whoever shows or films the part hears of an event next. */
  subscribeOutputs(subscriber: EventSubscriber): void {
    this.outputs.push(subscriber);
  }

  /**
   * Resolves when the port can take more.
   *
   * @throws StationError `record_unwritable`.
   */
  async publish(event: EngineEvent): Promise<void> {
    const numbered = this.parts.numbering.number(event);
    this.write(numbered);
    const sent = new Promise<void>((resolve) => {
      this.waiting.push(() => resolve(this.handOn(numbered)));
    });
    this.handOnWaiting();
    await sent;
  }

  /** For an event that nobody waits for. When the record cannot take it, the next event of the run fails for that reason. */
  publishLater(event: EngineEvent): void {
    this.publish(event).catch(() => undefined);
  }

  /** Closes the record. */
  close(): void {
    this.parts.record?.close();
  }

  private write(event: NumberedEvent): void {
    try {
      this.parts.record?.write(event);
    } catch (thrown) {
      if (!isShownUnrecorded(event.event)) throw thrown;
    }
  }

  /** A subscriber may publish as well: that event waits until everybody has heard of the one before. */
  private handOnWaiting(): void {
    if (this.isHandingOn) return;
    this.isHandingOn = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next();
    } finally {
      this.isHandingOn = false;
    }
  }

  private async handOn(event: NumberedEvent): Promise<void> {
    for (const subscriber of this.snapshot) subscriber(event);
    for (const subscriber of this.outputs) subscriber(event);
    await this.parts.port(event);
  }
}

/** Why a source is watched no more: the record that cannot be written may itself be the reason, and people must see it. */
function isShownUnrecorded(event: EngineEvent): boolean {
  return event.type === 'sourceState' && event.error !== null;
}
