// Digests of slices of a day: counted from the rows of its parts once, and kept until one of these parts changes.
import {
  type CountedDurations,
  type CountedMistake,
  type CountedPart,
  type DaySlice,
  type Digest,
  digestsOf,
  gamma,
  leastValue,
} from '../../figures/index.ts';
import type { Database } from '../database.ts';

/** A slice as the key of its digests. Bounds of a day are open: what belongs to it is said by its journal. */
export interface SliceKey {
  readonly day: string;
  /** Milliseconds since 1970; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

export function sliceKey({ calendarDay, from, to }: DaySlice): SliceKey {
  return {
    day: calendarDay,
    from: from?.getTime() ?? Number.MIN_SAFE_INTEGER,
    to: to?.getTime() ?? Number.MAX_SAFE_INTEGER,
  };
}

interface Days {
  readonly first: string;
  readonly last: string;
}

/** The slices of some days whose digests are kept, by `nameOf`. The index of the table has them: no digest is read. */
export function keptSlices(database: Database, { first, last }: Days): ReadonlySet<string> {
  const rows = database.all<SliceKey>(
    'SELECT day, fromKey AS "from", toKey AS "to" FROM digests WHERE day BETWEEN ? AND ?',
    first,
    last,
  );
  return new Set(rows.map(nameOf));
}

/** The digests that are kept of some days, by `nameOf` their slice. */
export function keptDigests(
  database: Database,
  { first, last }: Days,
): ReadonlyMap<string, readonly Digest[]> {
  const rows = database.all<SliceKey & { readonly digests: string }>(
    'SELECT day, fromKey AS "from", toKey AS "to", digests FROM digests WHERE day BETWEEN ? AND ?',
    first,
    last,
  );
  return new Map(rows.map(({ digests, ...key }) => [nameOf(key), JSON.parse(digests)]));
}

export function nameOf({ day, from, to }: SliceKey): string {
  return `${day} ${from} ${to}`;
}

/** Counts the parts of slices and keeps the digests. Nobody changes a part between counting and keeping. */
export function countSlices(database: Database, keys: readonly SliceKey[]): void {
  database.transaction(() => {
    for (const key of keys) {
      const digests = JSON.stringify(digestSlice(database, key));
      const { day, from, to } = key;
      database.run('INSERT OR REPLACE INTO digests VALUES(?, ?, ?, ?)', day, from, to, digests);
    }
  });
}

function digestSlice(database: Database, { day, from, to }: SliceKey): readonly Digest[] {
  const slice = [day, from, to] as const;
  return digestsOf(
    database.all<CountedPart>(partsOfSlice, ...slice),
    database.all<CountedMistake>(mistakesOfSlice, ...slice),
    database
      .all<{ readonly part: number; readonly steps: string; readonly buckets: string }>(
        durationsOfSlice,
        ...slice,
      )
      .map(
        ({ part, steps, buckets }): CountedDurations => ({
          part,
          steps: JSON.parse(steps),
          buckets: JSON.parse(buckets),
        }),
      ),
  );
}

const within = 'p.day = ?1 AND p.key >= ?2 AND p.key < ?3';

const partsOfSlice = `SELECT p.key, coalesce(p.recipe, '') AS recipe, coalesce(p.operator, '') AS operator, p.model,
  coalesce(p.overrideVerdict, p.verdict) AS verdict,
  p.overrideVerdict IS NOT NULL AS isOverridden, coalesce(p.cycleSeconds, p.seconds) AS cycleSeconds, p.taktSeconds,
  p.judgedOtherwise, p.endedAt, p.acknowledgedAt, p.verdict = 'fail' AND p.acknowledgedAt IS NULL AND p.overrideVerdict IS NULL AS isWaiting
  FROM parts p WHERE ${within}`;

const mistakesOfSlice = `SELECT s.part, s.label AS step, s.status
  FROM ended_parts p INDEXED BY parts_by_day CROSS JOIN steps s ON s.part = p.key
  WHERE ${within} AND s.status <> 'ok'`;

/**
 * An action in place of another one, or one too many, says nothing of how long the step takes. A row for each part, in the order
 * of the index: SQLite takes five times as long to sort the steps by what they are counted by.
 */
const durationsOfSlice = `SELECT p.key AS part, json_group_array(s.label) AS steps, json_group_array(
    CAST(ceil(ln(max(${leastValue}, s.endedSeconds - s.startedSeconds)) / ${Math.log(gamma)}) AS INTEGER)
  ) AS buckets
  FROM ended_parts p INDEXED BY parts_by_day CROSS JOIN steps s ON s.part = p.key
  WHERE ${within} AND s.endedSeconds IS NOT NULL AND s.startedSeconds IS NOT NULL
    AND s.status NOT IN ('wrong', 'extra')
  GROUP BY p.sequence, p.key`;
