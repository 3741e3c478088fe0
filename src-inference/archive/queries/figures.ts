// The figures of many parts, from the digests of their days.
import type { FiguresAnswer, FiguresQuery, ShiftStart } from '../../contract/index.ts';
import { type Digest, type DigestedSlice, figuresOf, slicesFor } from '../../figures/index.ts';
import type { Database } from '../database.ts';
import { countSlices, keptDigests, nameOf, type SliceKey, sliceKey } from './digests.ts';

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
  const known = new Map(
    keptDigests(database, {
      first: slices[0]!.slice.calendarDay,
      last: slices.at(-1)!.slice.calendarDay,
    }),
  );
  const until = performance.now() + countingMilliseconds;
  for (const keys of byDay(slices.map(({ key }) => key).filter((key) => !known.has(nameOf(key))))) {
    const counted = countSlices(database, keys);
    for (const [place, key] of keys.entries()) known.set(nameOf(key), counted[place]!);
    if (performance.now() > until) break;
  }
  const done = slices.filter(({ key }) => known.has(nameOf(key))).length;
  if (done < slices.length) return { state: 'counting', done: done / slices.length };
  return ready(
    slices.map(({ slice, day, key }) => ({
      day,
      shift: slice.shift,
      digests: JSON.parse(known.get(nameOf(key))!) as readonly Digest[],
    })),
    query,
  );
}

function ready(slices: readonly DigestedSlice[], query: FiguresQuery): FiguresAnswer {
  return { state: 'ready', figures: figuresOf(slices, query) };
}

function byDay(keys: readonly SliceKey[]): Iterable<readonly SliceKey[]> {
  const days = new Map<string, SliceKey[]>();
  for (const key of keys) days.set(key.day, [...(days.get(key.day) ?? []), key]);
  return days.values();
}
