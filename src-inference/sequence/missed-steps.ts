// How few steps are missed by going from one place of a recipe to another: optional groups may be jumped for nothing.
import type { Recipe } from './recipe.ts';

export interface MissedSteps {
  /** Fewest required steps between position `from` and position `to` (0-based, `to` may be the end). */
  count(from: number, to: number): number;
  /** Positions of those steps, rising. */
  positions(from: number, to: number): readonly number[];
}

export function createMissedSteps(recipe: Recipe): MissedSteps {
  const end = recipe.steps.length;
  const jumpsFrom = new Map<number, number[]>();
  for (const { from, to } of recipe.skips) jumpsFrom.set(from, [...(jumpsFrom.get(from) ?? []), to]);
  /** One row at a time is kept for each start that was asked for lately. */
  const rows = new Map<number, Row>();

  const rowOf = (from: number): Row => {
    const known = rows.get(from);
    if (known !== undefined) return known;
    const row = computeRow(from, end, jumpsFrom);
    if (rows.size >= keptRows) rows.delete(rows.keys().next().value!);
    rows.set(from, row);
    return row;
  };

  return {
    count: (from, to) => rowOf(from).counts[to] ?? Number.POSITIVE_INFINITY,
    positions(from, to) {
      const { before } = rowOf(from);
      const missed: number[] = [];
      for (let at = to; at > from; at = before[at]!.at) {
        if (before[at]!.missed) missed.unshift(before[at]!.at);
      }
      return missed;
    },
  };
}

const keptRows = 64;

interface Row {
  readonly counts: readonly number[];
  readonly before: readonly { readonly at: number; readonly missed: boolean }[];
}

function computeRow(from: number, end: number, jumpsFrom: ReadonlyMap<number, readonly number[]>): Row {
  const counts: number[] = new Array<number>(end + 1).fill(Number.POSITIVE_INFINITY);
  const before: { at: number; missed: boolean }[] = [];
  counts[from] = 0;
  for (let at = from; at < end; at++) {
    const cost = counts[at]!;
    for (const to of jumpsFrom.get(at) ?? []) {
      if (cost < counts[to]!) {
        counts[to] = cost;
        before[to] = { at, missed: false };
      }
    }
    if (cost + 1 < counts[at + 1]!) {
      counts[at + 1] = cost + 1;
      before[at + 1] = { at, missed: true };
    }
  }
  return { counts, before };
}
