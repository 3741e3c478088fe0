// Reads a journal back, line by line, whatever its length. A line that a killed writer left torn is passed over.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EngineEvent } from '../contract/index.ts';

export type JournalEntry = EngineEvent & {
  /** Time of day, ISO 8601. */
  readonly at: string;
  /** Rises by one with each entry of a recorder, from 1. */
  readonly seq: number;
};

/** Entries in the order in which they were written. Throws what `createReadStream` throws. */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
  const stream = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      const entry = parseEntry(line);
      if (entry !== null) yield entry;
    }
  } finally {
    stream.destroy();
  }
}

function parseEntry(line: string): JournalEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as JournalEntry) : null;
  } catch {
    return null;
  }
}
