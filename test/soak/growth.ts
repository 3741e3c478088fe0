// How fast a quantity grows, and how sure that is. Pure.

export interface Growth {
  /** Per hour. */
  readonly slope: number;
  /** Standard error of the slope. */
  readonly error: number;
}

/** Samples near each other rise and fall together, so their means over so many pieces of the time are what is fitted. */
const pieces = 12;

/**
 * Least squares through the means of equal pieces of the time.
 *
 * @param points Hours and values, in the order of time.
 * @returns Null when there are not enough points to say anything.
 */
export function growthOf(points: readonly (readonly [hours: number, value: number])[]): Growth | null {
  const from = points[0]?.[0];
  const to = points.at(-1)?.[0];
  if (from === undefined || to === undefined || to === from) return null;
  const sums = Array.from({ length: pieces }, () => ({ hours: 0, value: 0, count: 0 }));
  for (const [hours, value] of points) {
    const sum = sums[Math.min(pieces - 1, Math.floor((pieces * (hours - from)) / (to - from)))]!;
    sum.hours += hours;
    sum.value += value;
    sum.count += 1;
  }
  const means = sums
    .filter(({ count }) => count > 0)
    .map(({ hours, value, count }) => [hours / count, value / count] as const);
  const n = means.length;
  if (n < 4) return null;
  const meanHours = means.reduce((sum, [hours]) => sum + hours, 0) / n;
  const meanValue = means.reduce((sum, [, value]) => sum + value, 0) / n;
  const spread = means.reduce((sum, [hours]) => sum + (hours - meanHours) ** 2, 0);
  const slope = means.reduce((sum, [h, v]) => sum + (h - meanHours) * (v - meanValue), 0) / spread;
  const rest = means.reduce((sum, [h, v]) => sum + (v - meanValue - slope * (h - meanHours)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) };
}
