export {
  type CountedDurations,
  type CountedMistake,
  type CountedPart,
  digestsOf,
} from './count-slice.ts';
export type { Digest, DigestedSlice } from './digest.ts';
export { figuresOf } from './figures.ts';
export { type DaySlice, shiftAt, shiftsBetween, slicesFor } from './shift-calendar.ts';
export { gamma, leastValue } from './sketch.ts';
