import { journalDays, journalPath, readGrowingJournal } from '../../record/index.ts';
import { initialContext, takeEntries } from '../messages/station-message.ts';
import type { ResultStore } from './result-store.ts';

/** A server that starts looks no further back: a day of journals takes seconds. */
const mostDays = 2;

/** Fills the store with what the newest journals say. */
export async function readRecentResults(record: string, store: ResultStore): Promise<void> {
  let context = initialContext;
  for (const day of (await journalDays(record)).slice(-mostDays)) {
    for await (const { entries } of readGrowingJournal(journalPath(record, day), { windows: false })) {
      const taken = takeEntries(context, entries);
      context = taken.context;
      for (const message of taken.messages) store.take(message);
    }
  }
}
