// Reads a journal back, whatever its length. A torn line, left by a killed writer, is skipped. Nearly all lines are windows,
// so a reader that does not want them does not parse them.
import { createReadStream } from 'node:fs';
import { type JournalEntry, withCurrentFields } from './journal-entry.ts';

export interface ReadOptions {
  /** Whether to read windows too; or only those that were judged between two times. */
  readonly windows: boolean | JournalTimes;
  /** Reading begins here and moves it on past the last whole line: for a file that still grows. */
  readonly place?: { bytes: number };
}

/** ISO 8601, both included. */
interface JournalTimes {
  readonly from: string;
  readonly to: string;
}

const chunkBytes = 1 << 20;
const newline = 0x0a;
/** How the recorder begins every line, and the line of a window. */
const lineStart = Buffer.from('{"type":"');
const windowStart = Buffer.from('{"type":"windowClassified","at":"');
const timeLength = '2026-11-24T11:25:59.000Z'.length;

/** Entries in the order in which they were written. Throws what `createReadStream` throws. */
export async function* readJournal(
  path: string,
  { windows, place }: ReadOptions = { windows: true },
): AsyncGenerator<JournalEntry> {
  const stream = createReadStream(path, { highWaterMark: chunkBytes, start: place?.bytes ?? 0 });
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
        const entry = parseEntry(bytes, start, end, windows);
        if (entry !== null) yield entry;
        start = end + 1;
      }
      if (place) place.bytes += start;
      rest = bytes.subarray(start);
    }
    if (place) return;
    const last = parseEntry(rest, 0, rest.length, windows);
    if (last !== null) yield last;
  } finally {
    stream.destroy();
  }
}

/** One of two writers may be killed in the middle of a line; the line of the other one then follows on the same line. */
function parseEntry(
  bytes: Buffer,
  start: number,
  end: number,
  windows: ReadOptions['windows'],
): JournalEntry | null {
  for (let from = start; from !== -1 && from < end; from = bytes.indexOf(lineStart, from + 1)) {
    if (isUnwanted(bytes, from, end, windows)) continue;
    const entry = parseLine(bytes.toString('utf8', from, end));
    if (entry !== null) return entry;
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

/** @returns Null for a torn line, or for an object inside of one. */
function parseLine(text: string): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value && 'at' in value
      ? withCurrentFields(value as JournalEntry)
      : null;
  } catch {
    return null;
  }
}

function startsWithWindow(bytes: Buffer, start: number, end: number): boolean {
  const to = start + windowStart.length;
  return to <= end && bytes.compare(windowStart, 0, windowStart.length, start, to) === 0;
}
