// The door of the room: holds what is seen against a recipe. Pure: no clock, no file, no process.
export { mistakeProbability } from './baselines/whole-part.ts';
export { type CheckerSettings, createChecker } from './create-checker.ts';
export type { KnownDurations } from './decoder/step-durations.ts';
export { type LabelledRecording, measureErrors } from './errors/measure-errors.ts';
export { alignDraft } from './forced-alignment/align.ts';
export { labelledDurations } from './forced-alignment/labelled-durations.ts';
export { roundWindow } from './journal-precision.ts';
export { gaps, usualThresholds } from './parameters.ts';
export { unseenBetween } from './unseen-between.ts';
