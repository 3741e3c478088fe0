// Reads a journal back, whatever its length. A torn line, left by a killed writer, is skipped. Nearly all lines are windows,
// so a reader that does not want them does not parse them.
import { createReadStream } from 'node:fs';
import { isEntry } from './entry-shape.ts';
import { type JournalEntry, withCurrentFields } from './journal-entry.ts';

export interface ReadOptions {
  /** Whether to read windows too; or only those that were judged between two times. */
  readonly windows: boolean | JournalTimes;
  /** Where reading begins: the first byte of a line. 0 when it is left out. */
  readonly from?: number;
  /** Where reading ends: the byte after a line. The end of the file when it is left out. */
  readonly to?: number;
  /** So much is read at a time; a mebibyte when it is left out. */
  readonly chunkBytes?: number;
  /** Called for a whole line of JSON that is no entry. A torn line is none. */
  readonly onUnusable?: () => void;
}

/** An entry, and where its line is in the file: its first byte, and the one after it. */
export interface PlacedEntry {
  readonly entry: JournalEntry;
  readonly start: number;
  readonly end: number;
}

/** ISO 8601, both included. */
interface JournalTimes {
  readonly from: string;
  readonly to: string;
}

const usualChunkBytes = 1 << 20;
/** Most entries are shorter. */
const entryBytes = 1 << 14;
const newline = 0x0a;
const nothing = Buffer.alloc(0);
/** How the recorder begins every line, and the line of a window. */
const lineStart = Buffer.from('{"type":"');
const windowStart = Buffer.from('{"type":"windowClassified","at":"');
/** Places in a torn line where another one may begin: a long one of damaged bytes must not hold up the station. */
const mostTries = 16;
const timeLength = '2026-11-24T11:25:59.000Z'.length;

/** Entries in the order in which they were written. Throws what `createReadStream` throws. */
export async function* readJournal(
  path: string,
  options: ReadOptions = { windows: true },
): AsyncGenerator<JournalEntry> {
  for await (const { entries, rest } of readChunks(path, options)) {
    for (const { entry } of entries) yield entry;
    const last = parseEntry(rest, 0, rest.length, options);
    if (last !== null) yield last;
  }
}

/** The entry whose line begins there; null when there is none. */
export async function readEntry(path: string, from: number): Promise<JournalEntry | null> {
  for await (const entry of readJournal(path, { windows: false, from, chunkBytes: entryBytes })) return entry;
  return null;
}

/** Entries of a file that still grows, a stretch of it at a time. A line without its end is left for the next time. */
export async function* readGrowingJournal(
  path: string,
  options: ReadOptions,
): AsyncGenerator<{ readonly entries: readonly PlacedEntry[]; readonly end: number }> {
  for await (const { entries, end } of readChunks(path, options)) yield { entries, end };
}

interface Chunk {
  readonly entries: readonly PlacedEntry[];
  /** The byte after the last whole line. */
  readonly end: number;
  /** Of the last chunk: what follows its last whole line. */
  readonly rest: Buffer;
}

async function* readChunks(path: string, options: ReadOptions): AsyncGenerator<Chunk> {
  const { from = 0, to, chunkBytes = usualChunkBytes } = options;
  if (to !== undefined && to <= from) return;
  const stream = createReadStream(path, {
    highWaterMark: chunkBytes,
    start: from,
    ...(to !== undefined && { end: to - 1 }),
  });
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const entries: PlacedEntry[] = [];
      let start = 0;
      for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
        const entry = parseEntry(bytes, start, end, options);
        if (entry !== null) entries.push({ entry, start: offset + start, end: offset + end + 1 });
        start = end + 1;
      }
      offset += start;
      rest = bytes.subarray(start);
      yield { entries, end: offset, rest: nothing };
    }
    yield { entries: [], end: offset, rest };
  } finally {
    stream.destroy();
  }
}

/** One of two writers may be killed in the middle of a line; the line of the other one then follows on the same line. */
function parseEntry(
  bytes: Buffer,
  start: number,
  end: number,
  { windows, onUnusable }: ReadOptions,
): JournalEntry | null {
  let tries = 0;
  for (let from = start; from !== -1 && from < end; from = bytes.indexOf(lineStart, from + 1)) {
    if (isUnwanted(bytes, from, end, windows)) continue;
    const value = parseLine(bytes.toString('utf8', from, end));
    if (isEntry(value)) return withCurrentFields(value as JournalEntry);
    // Of a whole line, what lies inside is part of it.
    if (value !== undefined && from === start) {
      onUnusable?.();
      return null;
    }
    if (++tries === mostTries) return null;
  }
  return null;
}

function isUnwanted(bytes: Buffer, start: number, end: number, windows: ReadOptions['windows']): boolean {
  if (windows === true || !startsWithWindow(bytes, start, end)) return false;
  if (windows === false) return true;
  const from = start + windowStart.length;
  const at = bytes.toString('latin1', from, from + timeLength);
  return at < windows.from || at > windows.to;
}

/** The entry of one whole line; null when it is none. */
export function readLine(line: string): JournalEntry | null {
  const bytes = Buffer.from(line);
  return parseEntry(bytes, 0, bytes.length, { windows: true });
}

/** @returns Undefined for a torn line. */
function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function startsWithWindow(bytes: Buffer, start: number, end: number): boolean {
  const to = start + windowStart.length;
  return to <= end && bytes.compare(windowStart, 0, windowStart.length, start, to) === 0;
}
