// The newest entry of a station, from the ends of its journals: little is read, however long they are.
import { type FileHandle, open } from 'node:fs/promises';
import { orderAfter } from './entry-order.ts';
import { dayOf, journalDays, journalPath } from './journal-days.ts';
import type { JournalEntry } from './journal-entry.ts';
import { readLine } from './journal-reader.ts';

export interface NewestEntry {
  /** Its place in the order of all events. */
  readonly order: number;
  /** ISO 8601. */
  readonly at: string;
  /** Of its journal. */
  readonly day: string;
}

/** A clock that was wrong may have left newer days than the one that was written last. */
const newestDays = 32;
const dayMilliseconds = 24 * 3600_000;
const firstBytes = 1 << 12;
/** In so many bytes at the end of a journal there is an entry, unless all of it is damaged. */
const mostBytes = 1 << 22;

/** @returns Null when there is no entry. */
export async function newestEntry(directory: string, now: Date): Promise<NewestEntry | null> {
  const days = await journalDays(directory);
  const around = [-1, 0, 1].map((count) => dayOf(new Date(now.getTime() + count * dayMilliseconds)));
  const read = new Set([...days.slice(-newestDays), ...days.filter((day) => around.includes(day))]);
  let newest: NewestEntry | null = null;
  for (const day of read) {
    const entry = await lastEntry(journalPath(directory, day)).catch(() => null);
    if (entry === null) continue;
    const order = orderAfter(0, entry);
    if (newest === null || order > newest.order) newest = { order, at: entry.at, day };
  }
  return newest;
}

/**
 * The last entry of a journal that is no copy; null: there is none.
 *
 * @param to The byte after a line; the end of the file when it is left out.
 */
export async function lastEntry(path: string, to?: number): Promise<JournalEntry | null> {
  const file = await open(path);
  try {
    const size = Math.min(to ?? Number.POSITIVE_INFINITY, (await file.stat()).size);
    for (let bytes = firstBytes; ; bytes *= 8) {
      const entry = await lastEntryIn(file, Math.max(0, size - bytes), size);
      if (entry !== null || bytes >= Math.min(size, mostBytes)) return entry;
    }
  } finally {
    await file.close();
  }
}

async function lastEntryIn(file: FileHandle, from: number, to: number): Promise<JournalEntry | null> {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  const lines = bytes.toString('utf8', 0, bytesRead).split('\n');
  // The first one may begin before what was read.
  const whole = from === 0 ? lines : lines.slice(1);
  for (const line of whole.toReversed()) {
    const entry = readLine(line);
    if (entry !== null && !entry.copied) return entry;
  }
  return null;
}
