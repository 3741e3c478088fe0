// Reads the journals as they grow, from where it ended before, and fills the outbox.
import { stat } from 'node:fs/promises';
import { journalDays, journalPath, readGrowingJournal } from '../../record/index.ts';
import {
  initialContext,
  type MessageContext,
  type StationMessage,
  takeEntries,
} from '../messages/station-message.ts';
import type { Cursor, Outbox } from './outbox.ts';

export interface JournalTailOptions {
  /** Folder of the journals. */
  readonly record: string;
  readonly outbox: Outbox;
  readonly isFor: (link: string, message: StationMessage) => boolean;
  /** These connections got messages. */
  readonly onMessages: (links: ReadonlySet<string>) => void;
}

export class JournalTail {
  private readonly options: JournalTailOptions;
  private reading: Promise<void> | null = null;
  private isAskedAgain = false;

  constructor(options: JournalTailOptions) {
    this.options = options;
  }

  /** What was written before is nobody's message: reading begins at the end of the newest journal. */
  async beginAtEnd(): Promise<void> {
    const { record, outbox, isFor } = this.options;
    const day = (await journalDays(record)).at(-1);
    if (day === undefined) return;
    let context = initialContext;
    let bytes = 0;
    for await (const { entries, end } of readGrowingJournal(journalPath(record, day), { windows: false })) {
      context = takeEntries(context, entries).context;
      bytes = end;
    }
    outbox.take({ day, bytes, context }, [], isFor);
  }

  /** Reads what is new. Resolves when the end was reached that was there when it was called. */
  async read(): Promise<void> {
    this.isAskedAgain = true;
    this.reading ??= this.readAll().finally(() => {
      this.reading = null;
    });
    await this.reading;
  }

  private async readAll(): Promise<void> {
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      const { record, outbox } = this.options;
      const days = await journalDays(record);
      const first = outbox.cursor ?? { day: days[0] ?? '', bytes: 0, context: initialContext };
      let context: MessageContext = first.context;
      // The recorder writes to the newest journal only: when there is a newer one, an older one is complete.
      for (const day of days.filter((one) => one >= first.day)) {
        context = await this.readDay({ day, bytes: day === first.day ? first.bytes : 0, context });
      }
    }
  }

  private async readDay(cursor: Cursor): Promise<MessageContext> {
    const { day } = cursor;
    const path = journalPath(this.options.record, day);
    const { size } = await stat(path);
    // A shorter file is another one: what it holds was sent, or was never meant to be.
    const from = Math.min(cursor.bytes, size);
    let { context } = cursor;
    for await (const { entries, end } of readGrowingJournal(path, { windows: false, from, to: size })) {
      const taken = takeEntries(context, entries);
      context = taken.context;
      this.commit({ day, bytes: end, context }, taken.messages);
    }
    return context;
  }

  private commit(cursor: Cursor, messages: readonly StationMessage[]): void {
    const { outbox, isFor, onMessages } = this.options;
    const links = outbox.take(cursor, messages, isFor);
    if (links.size > 0) onMessages(links);
  }
}
