// How fast a quantity grows, and how sure that is. Pure.

export interface Growth {
  /** Per hour. */
  readonly slope: number;
  /** Standard error of the slope. */
  readonly error: number;
}

/** Samples near each other rise and fall together, so one value for each of so many pieces of the time is what is fitted. */
const pieceCount = 12;

type Point = readonly [hours: number, value: number];

/**
 * Least squares through one point for each of equal pieces of the time.
 *
 * @param points Hours and values, in the order of time.
 * @param by What stands for a piece: its mean, or its lowest value (of memory, what is held for good: pictures that are under way
 *   come on top of it).
 * @returns Null when there are not enough points to say anything.
 */
export function growthOf(points: readonly Point[], by: 'mean' | 'lowest'): Growth | null {
  const from = points[0]?.[0];
  const to = points.at(-1)?.[0];
  if (from === undefined || to === undefined || to === from) return null;
  const pieces = Array.from({ length: pieceCount }, (): Point[] => []);
  for (const point of points) {
    const at = Math.floor((pieceCount * (point[0] - from)) / (to - from));
    pieces[Math.min(pieceCount - 1, at)]!.push(point);
  }
  const fitted = pieces
    .filter(({ length }) => length > 0)
    .map((piece) => (by === 'mean' ? meanOf(piece) : lowestOf(piece)));
  const n = fitted.length;
  if (n < 4) return null;
  const [meanHours, meanValue] = meanOf(fitted);
  const spread = fitted.reduce((sum, [hours]) => sum + (hours - meanHours) ** 2, 0);
  const slope = fitted.reduce((sum, [h, v]) => sum + (h - meanHours) * (v - meanValue), 0) / spread;
  const rest = fitted.reduce((sum, [h, v]) => sum + (v - meanValue - slope * (h - meanHours)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) };
}

function meanOf(points: readonly Point[]): Point {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return [mean(([hours]) => hours), mean(([, value]) => value)];
}

function lowestOf(points: readonly Point[]): Point {
  return points.reduce((lowest, point) => (point[1] < lowest[1] ? point : lowest));
}
