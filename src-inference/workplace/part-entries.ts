// What a journal has of one part: its entries, and the windows that it was judged by, which begin before its first entry.
import type { EngineEvent, PartId } from '../contract/index.ts';
import { type JournalEntry, readJournal } from '../record/index.ts';
import { PartWindows } from '../windows/index.ts';

type ClassifiedWindow = Extract<EngineEvent, { type: 'windowClassified' }>;

export interface PartEntries {
  /** From its start to its end, without windows, and what was said of it later. */
  readonly entries: readonly JournalEntry[];
  /** From the end of the part before it on, at most as many as an action can last. */
  readonly windows: readonly ClassifiedWindow[];
}

/** Windows that lie further back belong to no part that begins now. */
const secondsBefore = 60;

/**
 * @param endedAt When the end of the part was known, ISO 8601.
 * @returns Both are empty when the journal does not know the part.
 */
export async function readPartEntries(path: string, id: PartId, endedAt: string): Promise<PartEntries> {
  const from = new Date(Date.parse(id) - secondsBefore * 1000).toISOString();
  const entries: JournalEntry[] = [];
  const windows = new PartWindows<ClassifiedWindow>();
  let state: 'before' | 'inside' | 'after' = 'before';
  for await (const entry of readJournal(path, { windows: { from, to: endedAt } })) {
    if (state === 'after') {
      if (isAbout(entry, id)) entries.push(entry);
      continue;
    }
    if (entry.type === 'windowClassified') {
      windows.push(entry);
      if (state === 'before') windows.keepSeconds(secondsBefore);
      continue;
    }
    if (entry.type === 'partStarted' && entry.at === id) state = 'inside';
    if (state === 'inside') entries.push(entry);
    if (entry.type !== 'partEnded' && entry.type !== 'partAborted') continue;
    if (state === 'inside') state = 'after';
    else if (entry.type === 'partAborted') windows.clear();
    else windows.endPart(entry.atSeconds);
  }
  return state === 'before' ? { entries: [], windows: [] } : { entries, windows: windows.all };
}

function isAbout(entry: JournalEntry, part: PartId): boolean {
  switch (entry.type) {
    case 'partAcknowledged':
    case 'partOverridden':
    case 'partIdentified':
      return entry.id === part;
    default:
      return false;
  }
}
