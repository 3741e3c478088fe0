// What a journal has of one part: its entries, and the windows that it was judged by, which begin before its first entry.
import { type EngineEvent, type JudgedStep, type PartId, withStep } from '../contract/index.ts';
import { type JournalEntry, readJournal } from '../record/index.ts';
import { PartWindows } from '../windows/index.ts';

type ClassifiedWindow = Extract<EngineEvent, { type: 'windowClassified' }>;

export interface PartEntries {
  /** From its start to its end, without windows. */
  readonly entries: readonly JournalEntry[];
  /** As they were judged in the end. */
  readonly steps: readonly JudgedStep[];
  /** From the end of the part before it on, at most as many as an action can last. */
  readonly windows: readonly ClassifiedWindow[];
}

/** Windows that lie further back belong to no part that begins now. */
const secondsBefore = 60;
/** Behind every time of a journal: the bytes of a part end with it. */
const endOfTime = '9999';

/**
 * @param endedAt When the end of the part was known, ISO 8601.
 * @param bytes Where the part is in the journal: from the start of the part before it to its own end.
 * @returns Everything is empty when the journal does not know the part.
 */
export async function readPartEntries(
  path: string,
  id: PartId,
  endedAt: string,
  bytes: { readonly from: number; readonly to: number },
): Promise<PartEntries> {
  // The clock may have been set back in the middle of the part: then its windows end before they begin.
  const earliest = Math.min(Date.parse(id), Date.parse(endedAt));
  const times = { from: new Date(earliest - secondsBefore * 1000).toISOString(), to: endOfTime };
  const entries: JournalEntry[] = [];
  const windows = new PartWindows<ClassifiedWindow>();
  let steps: readonly JudgedStep[] = [];
  for await (const entry of readJournal(path, { windows: times, ...bytes })) {
    const isInside = entries.length > 0;
    if (entry.type === 'windowClassified') {
      windows.push(entry);
      if (!isInside) windows.keepSeconds(secondsBefore);
      continue;
    }
    if (isInside || (entry.type === 'partStarted' && entry.at === id)) entries.push(entry);
    if (isInside && entry.type === 'stepJudged') steps = withStep(steps, entry);
    if (isInside && entry.type === 'partEnded') steps = entry.steps;
    if (entry.type !== 'partEnded' && entry.type !== 'partAborted') continue;
    if (isInside) return { entries, steps, windows: windows.all };
    if (entry.type === 'partAborted') windows.clear();
    else windows.endPart(entry.atSeconds);
  }
  return { entries, steps, windows: entries.length === 0 ? [] : windows.all };
}
