// Reads a journal back, whatever its length. A line that a killed writer left torn is passed over. Nearly all lines are
// windows: who does not want them does not pay for parsing them.
import { createReadStream } from 'node:fs';
import type { EngineEvent } from '../contract/index.ts';
import { completed } from './earlier-entry.ts';

/** The event itself, with its place: `at` and `sequence` of the numbered event. */
export type JournalEntry = EngineEvent & {
  /** ISO 8601. */
  readonly at: string;
  /** Rises within one engine. */
  readonly seq: number;
  /** It was said on a day before, and still holds. */
  readonly copied?: true;
};

export interface ReadOptions {
  /** Whether windows are wanted too, or only those that were judged at this time. */
  readonly windows: boolean | JournalTimes;
  /** Where reading begins, and is left behind where it came to: whole lines only, for a file that still grows. */
  readonly place?: { bytes: number };
}

/** ISO 8601, both included. */
export interface JournalTimes {
  readonly from: string;
  readonly to: string;
}

const chunkBytes = 1 << 20;
const newline = 0x0a;
/** How the recorder begins every line, and that of a window. */
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

/** Of two writers one may be killed in the middle of a line: what the other one writes stands behind that piece. */
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

/** Null for what is none: a torn line, or an object inside of one. */
function parseLine(text: string): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value && 'at' in value
      ? completed(value as JournalEntry)
      : null;
  } catch {
    return null;
  }
}

function startsWithWindow(bytes: Buffer, start: number, end: number): boolean {
  const to = start + windowStart.length;
  return to <= end && bytes.compare(windowStart, 0, windowStart.length, start, to) === 0;
}
