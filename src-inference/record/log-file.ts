// The log that people read. The journal decides whether an event is recorded: lines that the log cannot take wait, and go into it
// later.
import { type NumberedEvent, type StationError, toStationError } from '../contract/index.ts';
import { DayFile } from './day-file.ts';
import { logPath, twoDigits } from './journal-days.ts';
import { createLogLines } from './log-lines.ts';

/** Older lines are in the journal only. */
const mostWaiting = 1000;

export class LogFile {
  private readonly days: DayFile;
  private readonly linesOf = createLogLines();
  private waiting: { readonly day: string; readonly text: string; readonly durable: boolean }[] = [];
  private left = 0;
  private failure: StationError | null = null;

  /** @param directory Of the logs. */
  constructor(directory: string) {
    this.days = new DayFile((day) => logPath(directory, day));
  }

  /** Why lines wait; null: none do. */
  get error(): StationError | null {
    return this.failure;
  }

  turnTo(day: string): void {
    this.attempt(() => this.days.turnTo(day));
  }

  write({ at, event }: Omit<NumberedEvent, 'sequence'>, day: string, durable: boolean): void {
    const lines = this.linesOf(event);
    if (lines === null) return;
    const time = timeOf(new Date(at));
    const text = lines.map((line) => `${time}  ${line}`).join('\n');
    this.waiting.push({ day, text, durable });
    if (this.waiting.length > mostWaiting) {
      this.waiting.shift();
      this.left += 1;
    }
    this.attempt(() => this.writeWaiting());
  }

  /** A file that was deleted, moved or replaced is made again. What waits is written. */
  restore(): void {
    this.attempt(() => {
      this.days.restore(() => []);
      this.writeWaiting();
    });
  }

  close(): void {
    this.days.close();
  }

  private writeWaiting(): void {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      this.days.turnTo(next.day);
      const gap =
        this.left === 0 ? '' : `  (${this.left} entries could not be written; the journal has them)\n`;
      this.days.file.append(`${gap}${next.text}`, next.durable);
      this.left = 0;
      this.waiting.shift();
    }
  }

  private attempt(write: () => void): void {
    try {
      write();
      this.failure = null;
    } catch (thrown) {
      this.failure = toStationError(thrown);
    }
  }
}

function timeOf(at: Date): string {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':');
  return `${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
