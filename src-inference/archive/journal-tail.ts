// Keeps the index up to the journals: reads what was added to them, newest day first, and moves the cursor of a day in the
// same transaction as its rows. A journal that was replaced, shortened or edited by hand is read again; the rows of one that
// is gone go, too.
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { journalDays, journalPath, type PlacedEntry, readGrowingJournal } from '../record/index.ts';
import type { Database } from './database.ts';
import { type CollectorState, initialCollectorState } from './part-collector.ts';
import { identifyParts, Projection } from './projection.ts';

/** How far the reading is. */
export interface TailProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

interface JournalRow {
  readonly day: string;
  readonly bytes: number;
  readonly size: number;
  readonly modified: number;
  readonly fingerprint: string;
  readonly logged: number;
  readonly collector: string;
}

/** Local dates of journals, or all of them. */
export type CatchUpScope = 'all' | readonly string[];

/** A day whose journal must be read on. */
interface Unread {
  readonly day: string;
  readonly from: JournalRow | null;
  /** Of the file, before it is read: what is appended meanwhile changes them. */
  readonly size: number;
  readonly modified: number;
}

const tablesOfDay = [
  'ended_parts',
  'remarks',
  'recordings',
  'deletions',
  'shifts',
  'changes',
  'log_marks',
  'journals',
];

/** In place of a size: the journal was not read to its end. */
const unfinished = -1;
/** A transaction takes at least so much of a journal, where there is so much. */
const commitBytes = 4 << 20;
/** Of what was read: so much of its beginning and of its end tells that it is still the same. */
const fingerprintBytes = 4096;

export class JournalTail {
  private readonly database: Database;
  private readonly record: string;

  /** @param record Folder of the journals. */
  constructor(database: Database, record: string) {
    this.database = database;
    this.record = record;
  }

  /**
   * Reads on to the end of the journals.
   *
   * @param scope The journals that a running station has written to; `all`: what was changed by hand, too.
   * @param signal When it is aborted, what was read is kept, and the rest is left.
   * @throws What the index throws.
   */
  async catchUp(
    scope: CatchUpScope,
    onProgress: (progress: TailProgress) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const unread = await this.findUnread(scope);
    let doneBytes = 0;
    let totalBytes = 0;
    for (const { from, size } of unread) totalBytes += Math.max(0, size - (from?.bytes ?? 0));
    for (const one of unread) {
      await this.readOn(
        one,
        (bytes) => {
          doneBytes += bytes;
          onProgress({ doneBytes, totalBytes: Math.max(totalBytes, doneBytes) });
        },
        signal,
      );
      if (signal.aborted) return;
    }
  }

  private async findUnread(scope: CatchUpScope): Promise<readonly Unread[]> {
    const days = [...(await journalDays(this.record))].reverse();
    const known = new Map(
      this.database.all<JournalRow>('SELECT * FROM journals').map((row) => [row.day, row] as const),
    );
    if (scope === 'all') {
      const there = new Set(days);
      for (const day of known.keys()) if (!there.has(day)) this.forget(day);
    }
    const unread: Unread[] = [];
    for (const day of scope === 'all' ? days : days.filter((one) => scope.includes(one))) {
      const found = await stat(journalPath(this.record, day)).catch(() => null);
      if (found === null) continue;
      const row = known.get(day) ?? null;
      if (row && row.size === found.size && row.modified === found.mtimeMs) continue;
      const isSame = row !== null && (await this.isContinued(row, found.size));
      unread.push({ day, from: isSame ? row : null, size: found.size, modified: found.mtimeMs });
    }
    return unread;
  }

  /** Whether the file still begins with what was read of it. A file of the same length was edited in its middle. */
  private async isContinued(row: JournalRow, size: number): Promise<boolean> {
    // What was appended while it was read lies before the cursor, and beyond the size that was noted.
    const mayHaveGrown = size > row.bytes || (size === row.bytes && row.size !== size);
    return mayHaveGrown && row.fingerprint === (await fingerprint(this.pathOf(row.day), row.bytes));
  }

  private async readOn(
    { day, from, size, modified }: Unread,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    if (from === null) this.forget(day);
    const projection = new Projection(this.database, day, {
      state: from === null ? initialCollectorState : (JSON.parse(from.collector) as CollectorState),
      logged: from?.logged ?? 0,
    });
    const path = this.pathOf(day);
    let cursor = from?.bytes ?? 0;
    let committed = from?.bytes ?? null;
    let pending: Parameters<Projection['add']>[0][] = [];
    const commit = async (isAtEnd: boolean): Promise<void> => {
      const print = await fingerprint(path, cursor);
      this.database.transaction(() => {
        this.mustBeAt(day, committed);
        for (const placed of pending) addIfPossible(projection, placed);
        this.database.run(
          'INSERT OR REPLACE INTO journals VALUES(?, ?, ?, ?, ?, ?, ?, ?)',
          ...[
            day,
            cursor,
            projection.state.sequence,
            isAtEnd ? size : unfinished,
            modified,
            print,
            projection.logged,
          ],
          JSON.stringify(projection.state),
        );
      });
      onBytes(cursor - (committed ?? 0));
      committed = cursor;
      pending = [];
    };
    for await (const { entries, end } of readGrowingJournal(path, { windows: false, from: cursor })) {
      pending.push(...entries);
      cursor = end;
      if (cursor - (committed ?? 0) >= commitBytes) await commit(false);
      if (signal.aborted) break;
    }
    await commit(!signal.aborted);
  }

  /** Another process may read the same journals into the same index: whoever comes second begins anew from its cursor. */
  private mustBeAt(day: string, bytes: number | null): void {
    const row = this.database.get<{ bytes: number }>('SELECT bytes FROM journals WHERE day = ?', day);
    if ((row?.bytes ?? null) !== bytes) throw new CursorMoved();
  }

  private forget(day: string): void {
    this.database.transaction(() => {
      for (const table of ['steps', 'part_recordings']) {
        this.database.run(
          `DELETE FROM ${table} WHERE part IN (SELECT key FROM ended_parts WHERE day = ?)`,
          day,
        );
      }
      const renamed = this.database.all<{ readonly part: number }>(
        "SELECT part FROM remarks WHERE day = ? AND kind = 'identified'",
        day,
      );
      for (const table of tablesOfDay) {
        this.database.run(`DELETE FROM ${table} WHERE day = ?`, day);
      }
      for (const { part } of renamed) this.database.run(identifyParts('key = ?'), part);
    });
  }

  private pathOf(day: string): string {
    return journalPath(this.record, day);
  }
}

/** An entry that nobody can read, of another version, must not keep all others out of the index. Errors of the database do. */
function addIfPossible(projection: Projection, placed: PlacedEntry): void {
  try {
    projection.add(placed);
  } catch (thrown) {
    if (!(thrown instanceof TypeError || thrown instanceof RangeError)) throw thrown;
  }
}

/** Another process has read the journal on meanwhile. */
export class CursorMoved extends Error {}

/** Of the first `bytes` of a file. */
async function fingerprint(path: string, bytes: number): Promise<string> {
  const file = await open(path);
  try {
    const length = Math.min(bytes, fingerprintBytes);
    const ends = Buffer.alloc(2 * length);
    await file.read(ends, 0, length, 0);
    await file.read(ends, length, length, bytes - length);
    return createHash('sha1').update(ends).digest('base64');
  } finally {
    await file.close();
  }
}
