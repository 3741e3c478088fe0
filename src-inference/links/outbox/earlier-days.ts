// Reads the journals from before a connection was set up, for those that want it. The outbox never holds much of it: what is new
// does not wait behind it, and a year of parts needs no more room than a day.
import { journalDays, journalPath, type PlacedEntry, readGrowingJournal } from '../../record/index.ts';
import { type StationMessage, takeEntries } from '../messages/station-message.ts';
import type { Backfill, Cursor, Outbox } from './outbox.ts';

/** With more messages that wait, reading pauses until the receiver has taken half of them. */
const mostWaiting = 500;

export interface EarlierDaysOptions {
  /** Folder of the journals. */
  readonly record: string;
  readonly outbox: Outbox;
  readonly isFor: (link: string, message: StationMessage) => boolean;
  readonly onMessages: (link: string) => void;
  /** The journals cannot be read, or the outbox cannot be written. */
  readonly onBroken: (thrown: unknown) => void;
}

export class EarlierDays {
  private readonly options: EarlierDaysOptions;
  private readonly reading = new Map<string, Promise<void>>();
  private isClosed = false;

  constructor(options: EarlierDaysOptions) {
    this.options = options;
  }

  /** Called when a connection begins, and whenever it has taken messages. */
  goOn(link: string): void {
    const { outbox, onBroken } = this.options;
    if (this.isClosed || this.reading.has(link) || outbox.status(link).waiting > mostWaiting / 2) return;
    const backfill = outbox.backfill(link);
    if (backfill === null) return;
    const read = this.read(link, backfill)
      .catch(onBroken)
      .finally(() => this.reading.delete(link));
    this.reading.set(link, read);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.reading.values());
  }

  private async read(link: string, { from, untilDay, untilBytes }: Backfill): Promise<void> {
    const { record, outbox } = this.options;
    let cursor: Cursor = from;
    const days = await journalDays(record);
    for (const day of days.filter((one) => one >= from.day && one <= untilDay)) {
      const start = day === from.day ? from.bytes : 0;
      const range = { from: start, ...(day === untilDay && { to: untilBytes }) };
      for await (const chunk of readGrowingJournal(journalPath(record, day), { windows: false, ...range })) {
        cursor = this.take(link, { ...cursor, day }, chunk);
        if (this.isClosed || outbox.status(link).waiting >= mostWaiting) return;
      }
    }
    outbox.takeEarlier(link, null, [], new Date());
  }

  private take(
    link: string,
    { day, context: before }: Cursor,
    { entries, end }: { readonly entries: readonly PlacedEntry[]; readonly end: number },
  ): Cursor {
    const { outbox, isFor, onMessages } = this.options;
    const { context, messages } = takeEntries(before, entries);
    const wanted = messages.filter((message) => isFor(link, message));
    const cursor = { day, bytes: end, context };
    outbox.takeEarlier(link, cursor, wanted, new Date());
    if (wanted.length > 0) onMessages(link);
    return cursor;
  }
}
