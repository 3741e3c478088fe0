// Control charts: which period is out of the ordinary, and which one is only chance. Formulas as in the NIST/SEMATECH e-Handbook
// of Statistical Methods, 6.3.2.2 (individuals) and 6.3.3.2 (proportions).
import type { ControlChart, ControlPoint, ControlSignal } from '../figures.ts';

/** A period with its parts. */
interface Period {
  readonly day: string;
  readonly shift: string | null;
}

export interface CountedPeriod extends Period {
  readonly count: number;
  /** More than 0. */
  readonly of: number;
}

export interface MeasuredPeriod extends Period {
  readonly value: number;
  readonly parts: number;
}

/** Expected range of two values of a normal distribution, in standard deviations. */
const d2 = 1.128;
const sigmas = 3;
/** Western Electric rule 4. */
const runLength = 8;

/** p chart: the limits of each period follow from the share of all parts, and from how many parts the period had. */
export function proportionChart(periods: readonly CountedPeriod[]): ControlChart {
  const all = periods.reduce((sum, { of }) => sum + of, 0);
  if (all === 0) return { points: [], centre: null };
  const centre = periods.reduce((sum, { count }) => sum + count, 0) / all;
  return chart(
    periods.map(({ count, of, ...period }) => {
      const half = sigmas * Math.sqrt((centre * (1 - centre)) / of);
      const limits = { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
      return { ...period, value: count / of, parts: of, ...limits };
    }),
    centre,
  );
}

/** Individuals chart: the standard deviation follows from the mean of the moving ranges of two periods. */
export function individualsChart(periods: readonly MeasuredPeriod[]): ControlChart {
  if (periods.length === 0) return { points: [], centre: null };
  const centre = mean(periods.map(({ value }) => value));
  const ranges = periods.slice(1).map(({ value }, index) => Math.abs(value - periods[index]!.value));
  const half = ranges.length === 0 ? 0 : (sigmas * mean(ranges)) / d2;
  return chart(
    // A time is not negative.
    periods.map((period) => ({ ...period, low: Math.max(0, centre - half), high: centre + half })),
    centre,
  );
}

type Limited = Omit<ControlPoint, 'signal' | 'low' | 'high'> & {
  readonly low: number;
  readonly high: number;
};

/** Limits and signals need at least two points: one period cannot differ from itself. */
function chart(points: readonly Limited[], centre: number): ControlChart {
  if (points.length < 2) {
    return { points: points.map((point) => ({ ...point, low: null, high: null, signal: null })), centre };
  }
  const signals = signalsOf(points, centre);
  return { points: points.map((point, index) => ({ ...point, signal: signals[index]! })), centre };
}

function signalsOf(points: readonly Limited[], centre: number): readonly (ControlSignal | null)[] {
  let [side, run] = [0, 0];
  return points.map(({ value, low, high }) => {
    const now = Math.sign(value - centre);
    run = now === side ? run + 1 : 1;
    side = now;
    // Limits are sums of floating-point numbers: a value equal to one must not be outside of it.
    const slack = 1e-9 * Math.max(1, Math.abs(centre));
    if (value > high + slack || value < low - slack) return 'beyondLimits';
    return side !== 0 && run >= runLength ? 'sameSide' : null;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
