// Where to read in the journals.
import { orderAfter } from '../../record/index.ts';
import type { Database } from '../database.ts';
import type { CollectorState } from '../part-collector.ts';

/** What a journal says without being read from its beginning. */
export interface IndexedJournal extends Pick<CollectorState, 'replay' | 'standing' | 'bench'> {
  readonly day: string;
}

/** Journals with an entry, the one that was written to last at the end. */
export function indexedJournals(
  database: Database,
  { firstDay }: { readonly firstDay: string },
): readonly IndexedJournal[] {
  return database
    .all<{ readonly day: string; readonly collector: string }>(
      'SELECT day, collector FROM journals WHERE day >= ? AND bytes > 0 ORDER BY sequence, day',
      firstDay,
    )
    .map(({ day, collector }) => {
      const { replay, standing, bench } = JSON.parse(collector) as CollectorState;
      return { day, replay, standing, bench };
    });
}

/** A stretch of a journal with entries of the log; no entry of another journal lies in its midst. */
export interface LogStretch {
  readonly day: string;
  readonly from: number;
  /** Null: to the end of the journal. */
  readonly to: number | null;
  /** Place of its first entry in the order of all events. */
  readonly sequence: number;
}

/** The first byte of an entry. */
export interface LogPlace {
  readonly day: string;
  readonly byte: number;
}

/** The stretches before another one, newest first. @param before Null: the end of the log. */
export function logStretches(
  database: Database,
  { before, count }: { readonly before: LogStretch | null; readonly count: number },
): readonly LogStretch[] {
  return database.all<LogStretch>(
    `${stretches} WHERE ?1 IS NULL OR (sequence, day, byte) < (?1, ?2, ?3)
     ORDER BY sequence DESC, day DESC, byte DESC LIMIT ?4`,
    before?.sequence ?? null,
    before?.day ?? null,
    before?.from ?? null,
    count,
  );
}

/** An entry as pages name it. */
export interface NamedEntry {
  readonly at: string;
  /** Its `seq`. */
  readonly number: number;
}

/** The places of entries of the trail of changes, newest first. @param before An entry: only older ones; null: all. */
export function listChanges(
  database: Database,
  {
    subject,
    before,
    count,
  }: {
    readonly subject: string | null;
    readonly before: NamedEntry | null;
    readonly count: number;
  },
): readonly LogPlace[] {
  return database.all<LogPlace>(
    `SELECT day, byte FROM changes WHERE (?1 IS NULL OR subject = ?1) AND (?2 IS NULL OR sequence < ?2)
     ORDER BY sequence DESC LIMIT ?3`,
    subject,
    before === null ? null : placeOfChange(database, before),
    count,
  );
}

/** Of a change that the index does not know any more: where it would be. */
function placeOfChange(database: Database, { at, number }: NamedEntry): number {
  const found = database.get<{ readonly sequence: number }>(
    'SELECT sequence FROM changes WHERE at = ? AND number = ?',
    at,
    number,
  );
  return found?.sequence ?? orderAfter(0, { at, seq: number });
}

/** The last stretch that begins at or before a place in the order of all events; null: the log begins later. */
export function logStretchAt(database: Database, sequence: number): LogStretch | null {
  return database.get<LogStretch>(
    `${stretches} WHERE sequence <= ? ORDER BY sequence DESC, day DESC, byte DESC LIMIT 1`,
    sequence,
  );
}

const stretches = `SELECT day, byte AS "from", sequence,
  (SELECT min(byte) FROM log_marks n WHERE n.day = m.day AND n.byte > m.byte) AS "to" FROM log_marks m`;
