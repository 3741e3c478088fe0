// What every line has: places, parts that are stacked, the bench after each change, and what the hands do when.
import type { Track } from './track.ts';
import type { Point } from './view.ts';

/** What a hand holds, or what stands on the fixture: kinds of parts from the bottom up. */
export type Stack<Kind extends string> = readonly Kind[];

/** Where things stand on the bench. */
export interface Layout<Kind extends string> {
  readonly fixture: Point;
  /** Bins of parts, and where tools wait. */
  readonly bins: Readonly<Record<Kind, Point>>;
  /** Where a part goes that is complete. */
  readonly tray: Point;
  /** Where an unfinished part is put aside. */
  readonly aside: Point;
}

export interface WorldState<Kind extends string> {
  readonly fixture: Stack<Kind>;
  readonly taken: Readonly<Record<Kind, number>>;
  readonly completed: readonly Stack<Kind>[];
  readonly aside: Stack<Kind> | null;
  /** What the dominant and the other hand hold. */
  readonly held: readonly [Stack<Kind>, Stack<Kind>];
  /** Whether what stands on the fixture was pressed together. */
  readonly pressed: boolean;
}

export interface Label<Action extends string> {
  readonly start: number;
  readonly end: number;
  readonly action: Action;
}

export interface Timeline<Kind extends string, Action extends string> {
  readonly seconds: number;
  readonly labels: readonly Label<Action>[];
  /** The dominant hand, the other hand. */
  readonly hands: readonly [Track, Track];
  /** What else moves, such as the ram of a press. */
  readonly devices: readonly Track[];
  /** The bench after each change, by rising time; the first is at 0. */
  readonly states: readonly { readonly seconds: number; readonly state: WorldState<Kind> }[];
}

/** The parts of a line, and which of them an action puts on the fixture. */
export interface Catalogue<Kind extends string, Action extends string> {
  readonly kinds: readonly Kind[];
  /** Centimetres that a part adds to the stack. */
  readonly heights: Readonly<Record<Kind, number>>;
  readonly partsOf: Readonly<Partial<Record<Action, readonly Kind[]>>>;
}

export function stackHeight<Kind extends string>(
  stack: Stack<Kind>,
  heights: Readonly<Record<Kind, number>>,
): number {
  return stack.reduce((sum, kind) => sum + heights[kind], 0);
}
