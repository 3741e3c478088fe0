// How long a network is tuned: so many steps for so much video, never a time, so that a busy station gets the same network later
// and not a worse one. Pure.

/** models/training/train.py: clips of one step. */
const clipsOfStep = 32;
/** How often a window of the recordings is seen, on average, measuring included. */
const passes = 32;
/** Many recordings vary by themselves. */
const mostClips = 120_000;
/** Between 0.015 and 0.028: a clip takes 29 ms of one core of a Zen 4 with its bfloat16 instructions, 57 ms with AVX2 only. */
const secondsOfClipOnTwoCores = 0.02;

/** @param videoSeconds Of all recordings together. */
export function tuningSteps(videoSeconds: number, hopSeconds: number): number {
  return Math.ceil(Math.min(mostClips, (passes * videoSeconds) / hopSeconds) / clipsOfStep);
}

/** On two idle cores. */
export function tuningSeconds(steps: number): number {
  return steps * clipsOfStep * secondsOfClipOnTwoCores;
}
