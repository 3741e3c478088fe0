// Where an event gets its number and its time. The journal, the snapshot and the screens all go by these: an event is in
// the record before anybody hears of it.
import type { EngineEvent, NumberedEvent } from '../contract/index.ts';
import type { Recorder } from '../record/index.ts';

export interface Numbering {
  /** Of the last event. */
  readonly sequence: number;
  number(event: EngineEvent): NumberedEvent;
}

/** One for each engine. A part is named by the time of its start, so no two parts start at the same. */
export function createNumbering(now: () => Date): Numbering {
  let sequence = 0;
  let lastPartAt = '';
  return {
    get sequence() {
      return sequence;
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

/** Resolves when the listener can take more: a slow one slows a file down, not the memory. */
export type Report = (event: NumberedEvent) => Promise<void>;

export class Chronicle {
  private readonly numbering: Numbering;
  private readonly record: Recorder | null;
  private readonly report: Report;

  constructor(numbering: Numbering, record: Recorder | null, report: Report) {
    this.numbering = numbering;
    this.record = record;
    this.report = report;
  }

  /** @throws StationError `record_unwritable`; nobody is told then. */
  async tell(event: EngineEvent): Promise<void> {
    const numbered = this.numbering.number(event);
    this.record?.write(numbered);
    await this.report(numbered);
  }

  /** Of what is wrong with the record itself. */
  tellUnrecorded(event: EngineEvent): Promise<void> {
    return this.report(this.numbering.number(event));
  }

  close(): void {
    this.record?.close();
  }
}
