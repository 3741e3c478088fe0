// How times of labels are written. Pure.

/** To a microsecond: containers tell the time of a frame hardly better, and a sum of hops gets no long tail. */
export function roundedSeconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

/** For messages: `12.35 s`. */
export function secondsText(seconds: number): string {
  return `${Number(seconds.toFixed(2))} s`;
}
