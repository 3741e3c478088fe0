// Reads the journals of several days as one. Where the clock of the machine went back past midnight, the entries of a day lie between
// those of another.
import { orderAfter } from './entry-order.ts';
import { journalPath } from './journal-days.ts';
import type { JournalEntry } from './journal-entry.ts';
import { type ReadOptions, readJournal } from './journal-reader.ts';

export interface DayEntry {
  readonly day: string;
  readonly entry: JournalEntry;
}

/** An entry with the copies before it: they say what held when it was written. */
interface Group {
  readonly order: number;
  readonly entries: readonly DayEntry[];
}

/** Entries of all days, in the order in which they were written. Throws what `readJournal` throws. */
export async function* readInOrder(
  directory: string,
  days: readonly string[],
  options: ReadOptions,
): AsyncGenerator<DayEntry> {
  const sources = days.map((day) => groupsOf(directory, day, options));
  try {
    const heads = await Promise.all(sources.map((source) => source.next()));
    for (;;) {
      const first = indexOfFirst(
        heads.map(({ done, value }) => (done === true ? null : (value as Group).order)),
      );
      if (first === -1) return;
      yield* (heads[first]!.value as Group).entries;
      heads[first] = await sources[first]!.next();
    }
  } finally {
    await Promise.all(sources.map((source) => source.return(undefined)));
  }
}

function indexOfFirst(orders: readonly (number | null)[]): number {
  return orders.reduce<number>(
    (first, order, index) => (order !== null && (first === -1 || order < orders[first]!) ? index : first),
    -1,
  );
}

async function* groupsOf(directory: string, day: string, options: ReadOptions): AsyncGenerator<Group> {
  let order = 0;
  let entries: DayEntry[] = [];
  for await (const entry of readJournal(journalPath(directory, day), options)) {
    entries.push({ day, entry });
    if (entry.copied) continue;
    order = orderAfter(order, entry);
    yield { order, entries };
    entries = [];
  }
  if (entries.length > 0) yield { order, entries };
}
