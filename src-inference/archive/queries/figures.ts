// The figures of many parts, from the digests of their days.
import type { FiguresAnswer, FiguresQuery, ShiftStart } from '../../contract/index.ts';
import { type DigestedSlice, figuresOf, slicesFor } from '../../figures/index.ts';
import type { Database } from '../database.ts';
import { countSlices, keptDigests, keptSlices, nameOf, type SliceKey, sliceKey } from './digests.ts';

export interface FiguresInput {
  readonly query: FiguresQuery;
  /** The shift calendar. */
  readonly starts: readonly ShiftStart[];
}

/** Days are counted for so long; then the answer says how far it is, and the next question goes on. */
const countingMilliseconds = 400;

export function readFigures(database: Database, { query, starts }: FiguresInput): FiguresAnswer {
  const days = database.get<{ readonly first: string | null; readonly last: string | null }>(
    'SELECT min(day) AS first, max(day) AS last FROM ended_parts',
  );
  if (days?.first == null || days.last === null) return ready([], query);
  const { first, last } = days;
  const slices = slicesFor(query, starts, { first, last }).map((one) => ({
    ...one,
    key: sliceKey(one.slice),
  }));
  if (slices.length === 0) return ready([], query);
  const asked = { first: slices[0]!.key.day, last: slices.at(-1)!.key.day };
  const kept = keptSlices(database, asked);
  const uncounted = slices.map(({ key }) => key).filter((key) => !kept.has(nameOf(key)));
  const done = slices.length - uncounted.length + countFor(countingMilliseconds, database, uncounted);
  if (done < slices.length) return { state: 'counting', done: done / slices.length };
  const digests = keptDigests(database, asked);
  const found = slices.flatMap(({ slice, day, key }): readonly DigestedSlice[] => {
    const own = digests.get(nameOf(key));
    return own ? [{ day, shift: slice.shift, digests: own }] : [];
  });
  // A part may have ended since the digests of its day were counted.
  if (found.length < slices.length) return { state: 'counting', done: found.length / slices.length };
  return ready(found, query);
}

/** Counts whole days, at least one. @returns How many slices it has counted. */
function countFor(milliseconds: number, database: Database, uncounted: readonly SliceKey[]): number {
  const until = performance.now() + milliseconds;
  let counted = 0;
  for (const keys of byDay(uncounted)) {
    countSlices(database, keys);
    counted += keys.length;
    if (performance.now() > until) break;
  }
  return counted;
}

function ready(slices: readonly DigestedSlice[], query: FiguresQuery): FiguresAnswer {
  return { state: 'ready', figures: figuresOf(slices, query) };
}

function byDay(keys: readonly SliceKey[]): Iterable<readonly SliceKey[]> {
  const days = new Map<string, SliceKey[]>();
  for (const key of keys) days.set(key.day, [...(days.get(key.day) ?? []), key]);
  return days.values();
}
