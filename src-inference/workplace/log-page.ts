// One page of the log, read from the stretches of the journals that the index names.
import type { Archive, LogStretch } from '../archive/index.ts';
import { isLogged, logKey } from '../contract/index.ts';
import { type JournalEntry, journalPath, orderAfter, readJournal } from '../record/index.ts';

/** A stretch has about so many entries. */
const entriesPerStretch = 256;

/**
 * @param record Folder of the journals.
 * @param page.before Key of an entry: only older ones are wanted; null: the newest.
 * @returns Oldest first.
 */
export async function readLogPage(
  archive: Archive,
  record: string,
  { before, limit }: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly entries: readonly JournalEntry[]; readonly more: boolean }> {
  const read = (stretch: LogStretch): Promise<JournalEntry[]> => readStretch(record, stretch);
  const start = before === null ? null : await entriesBefore(archive, read, before);
  let entries = start?.entries ?? [];
  let place = start?.place ?? null;
  if (before !== null && place === null) return { entries: [], more: false };
  while (entries.length <= limit) {
    const count = Math.ceil((limit - entries.length) / entriesPerStretch) + 1;
    const stretches = await archive.query('logStretches', { before: place, count });
    for (const stretch of stretches) {
      entries = [...(await read(stretch)), ...entries];
      if (entries.length > limit) break;
    }
    if (stretches.length < count) break;
    const last = stretches.at(-1)!;
    place = last;
  }
  return { entries: entries.slice(-limit), more: entries.length > limit };
}

interface LogStart {
  readonly entries: JournalEntry[];
  /** Older entries lie before it; null: there are none. */
  readonly place: LogStretch | null;
}

/** The entries of a stretch up to the one with the key. */
async function entriesBefore(
  archive: Archive,
  read: (stretch: LogStretch) => Promise<JournalEntry[]>,
  key: string,
): Promise<LogStart> {
  const [at, number] = key.split('/') as [string, string];
  const place = orderAfter(0, { at, seq: Number(number) });
  const stretch = await archive.query('logStretchAt', place);
  if (stretch === null) return { entries: [], place: null };
  // Engines of earlier versions numbered anew: where their clock went back, the entry may be in another stretch of its day.
  for (const one of [stretch, { ...stretch, from: 0, to: null }]) {
    const entries = await read(one);
    const index = entries.findIndex((entry) => logKey({ at: entry.at, sequence: entry.seq }) === key);
    if (index < 0) continue;
    const sequence = one === stretch ? one.sequence : orderAfter(0, entries[0]!);
    return { entries: entries.slice(0, index), place: { ...one, sequence } };
  }
  const older = (await read(stretch)).filter((entry) => orderAfter(0, entry) < place);
  return { entries: older, place: stretch };
}

async function readStretch(record: string, { day, from, to }: LogStretch): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  const range = { windows: false, from, ...(to !== null && { to }) };
  for await (const entry of readJournal(journalPath(record, day), range)) {
    if (!entry.copied && isLogged(entry)) entries.push(entry);
  }
  return entries;
}
