// Reads the journals as they grow, from where it ended before, and fills the outbox.
import { stat } from 'node:fs/promises';
import { localDay } from '../../contract/index.ts';
import {
  journalDays,
  journalPath,
  lastEntry,
  orderAfter,
  type PlacedEntry,
  readGrowingJournal,
} from '../../record/index.ts';
import {
  initialContext,
  type MessageContext,
  type StationMessage,
  takeEntries,
} from '../messages/station-message.ts';
import type { Cursor, NewLink, Outbox } from './outbox.ts';

export interface JournalTailOptions {
  /** Folder of the journals. */
  readonly record: string;
  readonly outbox: Outbox;
  readonly isFor: (link: string, message: StationMessage) => boolean;
  /** These connections got messages. */
  readonly onMessages: (links: ReadonlySet<string>) => void;
}

const dayMilliseconds = 24 * 3600_000;

export class JournalTail {
  private readonly options: JournalTailOptions;
  private reading: Promise<void> | null = null;
  private isAskedAgain = false;
  private last: Promise<void> = Promise.resolve();
  /** Place of the newest entry that was taken, in the order of all events; null: nothing was read yet. */
  private taken: number | null = null;
  /** How far each journal was read. */
  private readonly ends = new Map<string, number>();

  constructor(options: JournalTailOptions) {
    this.options = options;
  }

  /**
   * These connections get what happens from the moment on at which each was set up. The journal may have been read beyond it:
   * what is there already is read again for them.
   */
  begin(links: readonly NewLink[]): Promise<void> {
    return this.exclusively(() => this.beginAll(links));
  }

  /** Reads what is new. Resolves when the end was reached that was there when it was called. */
  async read(): Promise<void> {
    this.isAskedAgain = true;
    this.reading ??= this.exclusively(() => this.readAll()).finally(() => {
      this.reading = null;
    });
    await this.reading;
  }

  private async beginAll(links: readonly NewLink[]): Promise<void> {
    const { record, outbox, isFor } = this.options;
    const { cursor } = outbox;
    const since = links.map((link) => link.since).toSorted()[0]!;
    const days = await journalDays(record);
    const first = days.findLast((day) => day <= localDay(new Date(since))) ?? days[0] ?? '';
    let end: Cursor = { day: first, bytes: 0, context: initialContext };
    const messages: StationMessage[] = [];
    for (const day of days.filter((one) => one >= first && one <= (cursor?.day ?? one))) {
      const to = day === cursor?.day ? { to: cursor.bytes } : {};
      end = { ...end, day, bytes: 0 };
      for await (const read of readGrowingJournal(journalPath(record, day), { windows: false, ...to })) {
        const taken = takeEntries(end.context, read.entries);
        messages.push(...taken.messages.filter(({ at }) => at >= since));
        end = { ...end, bytes: read.end, context: taken.context };
      }
    }
    outbox.begin(links, cursor ?? end, messages, isFor);
  }

  /** One reader at a time: a connection that begins must not miss what another one reads meanwhile. */
  private exclusively(read: () => Promise<void>): Promise<void> {
    const done = this.last.then(read);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async readAll(): Promise<void> {
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      const { record, outbox } = this.options;
      const days = await journalDays(record);
      const first = outbox.cursor ?? { day: days[0] ?? '', bytes: 0, context: initialContext };
      this.taken ??= await placeOf(journalPath(record, first.day), first.bytes);
      let context: MessageContext = first.context;
      for (const day of [
        first.day,
        ...days.filter((one) => one !== first.day && this.mayGrow(one, first.day)),
      ]) {
        if (!days.includes(day)) continue;
        const bytes = day === first.day ? first.bytes : (this.ends.get(day) ?? 0);
        context = await this.readDay({ day, bytes, context }, day === first.day);
      }
    }
  }

  /** Newer journals, and those of today: where the clock was set back, the recorder writes to an older one again. */
  private mayGrow(day: string, newest: string): boolean {
    const now = Date.now();
    return day > newest || [0, 1].some((count) => day === localDay(new Date(now - count * dayMilliseconds)));
  }

  /** @param isNew Whether nothing of it was taken before; otherwise entries up to the newest one that was taken are left out. */
  private async readDay(cursor: Cursor, isNew: boolean): Promise<MessageContext> {
    const { day } = cursor;
    const path = journalPath(this.options.record, day);
    const { size } = await stat(path);
    // A shorter file is another one: what it holds was sent, or was never meant to be.
    const from = Math.min(cursor.bytes, size);
    let { context } = cursor;
    let copies: PlacedEntry[] = [];
    const taken = this.taken ?? 0;
    // Entries of one journal are in the order in which they were written, whatever their times say.
    let order = 0;
    for await (const { entries, end } of readGrowingJournal(path, { windows: false, from, to: size })) {
      const unread: PlacedEntry[] = [];
      for (const placed of entries) {
        order = orderAfter(order, placed.entry);
        if (placed.entry.copied) copies.push(placed);
        else if (!isNew && order <= taken) copies = [];
        else {
          unread.push(...copies, placed);
          copies = [];
        }
      }
      if (unread.length > 0 || isNew) {
        const { context: after, messages } = takeEntries(context, unread);
        this.commit({ day, bytes: end, context: after }, messages);
        context = after;
      }
      this.taken = Math.max(taken, order);
      this.ends.set(day, end);
    }
    return context;
  }

  private commit(cursor: Cursor, messages: readonly StationMessage[]): void {
    const { outbox, isFor, onMessages } = this.options;
    const links = outbox.take(cursor, messages, isFor);
    if (links.size > 0) onMessages(links);
  }
}

/** Of the last entry before that byte; 0: there is none. */
async function placeOf(path: string, bytes: number): Promise<number> {
  const entry = bytes === 0 ? null : await lastEntry(path, bytes).catch(() => null);
  return entry === null ? 0 : orderAfter(0, entry);
}
