// Where to read in the journals.
import type { Database } from '../database.ts';
import type { CollectorState } from '../part-collector.ts';

/** What a journal says without being read from its beginning. */
export interface IndexedJournal extends Pick<CollectorState, 'replay' | 'standing' | 'bench'> {
  readonly day: string;
}

/** Journals with an entry, oldest first. */
export function indexedJournals(
  database: Database,
  { firstDay }: { readonly firstDay: string },
): readonly IndexedJournal[] {
  return database
    .all<{ readonly day: string; readonly collector: string }>(
      'SELECT day, collector FROM journals WHERE day >= ? AND bytes > 0 ORDER BY day',
      firstDay,
    )
    .map(({ day, collector }) => {
      const { replay, standing, bench } = JSON.parse(collector) as CollectorState;
      return { day, replay, standing, bench };
    });
}

/** A stretch of a journal with entries of the log. */
export interface LogStretch {
  readonly day: string;
  readonly from: number;
  /** Null: to the end of the journal. */
  readonly to: number | null;
}

/** The first byte of a stretch. */
export interface LogPlace {
  readonly day: string;
  readonly byte: number;
}

/** The stretches before a place, newest first. @param before Null: the end of the log. */
export function logStretches(
  database: Database,
  { before, count }: { readonly before: LogPlace | null; readonly count: number },
): readonly LogStretch[] {
  return database.all<LogStretch>(
    `${stretches} WHERE ?1 IS NULL OR day < ?1 OR (day = ?1 AND byte < ?2) ORDER BY day DESC, byte DESC LIMIT ?3`,
    before?.day ?? null,
    before?.byte ?? null,
    count,
  );
}

/** The last stretch that begins at or before a moment, ISO 8601; null: the log begins later. */
export function logStretchAt(database: Database, at: string): LogStretch | null {
  return database.get<LogStretch>(`${stretches} WHERE at <= ? ORDER BY at DESC, byte DESC LIMIT 1`, at);
}

const stretches = `SELECT day, byte AS "from",
  (SELECT min(byte) FROM log_marks n WHERE n.day = m.day AND n.byte > m.byte) AS "to" FROM log_marks m`;
