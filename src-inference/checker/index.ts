// The door of the room: reads recipes, and checks what is seen against them. Pure: no clock, no file, no process.
export type { BenchTimes } from './bench-times.ts';
export { type Duration, pauseSurvivalOf, type Survival } from './dwell.ts';
export { type CheckerOptions, createChecker, usualFailAbove, usualWarnAbove } from './policies.ts';
export { mistakeProbability } from './whole-part.ts';
