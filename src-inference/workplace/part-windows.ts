// What a journal says of one part: its entries, and the windows that it was judged by, which begin before it was known.
import type { EngineEvent, PartId } from '../contract/index.ts';
import { type JournalEntry, readJournal } from '../record/index.ts';

export type ClassifiedWindow = Extract<EngineEvent, { type: 'windowClassified' }>;

export interface PartEntries {
  /** From its start to its end, without windows, and what was said of it later. */
  readonly entries: readonly JournalEntry[];
  /** From the end of the part before on, at most so many that an action may lie in them. */
  readonly windows: readonly ClassifiedWindow[];
}

/** What is longer ago than this belongs to no part that begins now. */
const secondsBefore = 60;

/**
 * @param endedAt When its end was known, ISO 8601.
 * @returns Both are empty when the journal does not know the part.
 */
export async function windowsOfPart(path: string, id: PartId, endedAt: string): Promise<PartEntries> {
  const from = new Date(Date.parse(id) - secondsBefore * 1000).toISOString();
  const entries: JournalEntry[] = [];
  let windows: ClassifiedWindow[] = [];
  let state: 'before' | 'inside' | 'after' = 'before';
  for await (const entry of readJournal(path, { windows: { from, to: endedAt } })) {
    if (state === 'after') {
      if (entry.type === 'partAcknowledged' && entry.id === id) entries.push(entry);
      continue;
    }
    if (entry.type === 'windowClassified') {
      // Again from the start, or another place.
      if (entry.startSeconds < (windows.at(-1)?.startSeconds ?? 0)) windows = [];
      windows.push(entry);
      const isFar = entry.endSeconds - windows[0]!.endSeconds > secondsBefore;
      if (state === 'before' && isFar) windows.shift();
      continue;
    }
    if (entry.type === 'partStarted' && entry.at === id) state = 'inside';
    if (state === 'inside') entries.push(entry);
    if (entry.type !== 'partEnded' && entry.type !== 'partAborted') continue;
    if (state === 'inside') state = 'after';
    else windows = entry.type === 'partAborted' ? [] : after(windows, entry.atSeconds);
  }
  return state === 'before' ? { entries: [], windows: [] } : { entries, windows };
}

function after(windows: readonly ClassifiedWindow[], seconds: number): ClassifiedWindow[] {
  return windows.filter(({ startSeconds, endSeconds }) => (startSeconds + endSeconds) / 2 >= seconds);
}
