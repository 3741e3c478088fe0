// How often values of a tensor occurred: bounded memory however many are seen.
import type { Range } from './parameters.ts';

const bins = 4096;
/** Half of the bins lie below 0, so that a limit of the range is one of the histogram. */
const half = bins / 2;
const firstLimit = 2 ** -20;

/** Of a tensor with more values every third, fifth, ... is counted: an odd step walks through all rows and channels. */
const countedValues = 2 ** 19;

/** How the range of a value follows from what was seen of it. */
export const calibrationMethods = ['minMax', 'percentile', 'leastError'] as const;
export type CalibrationMethod = (typeof calibrationMethods)[number];

/** Share of the values that lie in the range of `percentile`. */
const keptShare = 0.9999;
/** Steps in which `leastError` tries smaller ranges, down to a quarter of the full one. */
const triedRanges = 48;

export class Histogram {
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  private counts = new Float64Array(bins);
  /** The bins cover -limit to limit. A power of two: two bins become one when it doubles. */
  private limit = firstLimit;
  private total = 0;

  /** Numbers that are none are not counted. */
  add(values: Float32Array): void {
    let { min, max } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (!(min <= max)) return;
    this.min = min;
    this.max = max;
    while (Math.max(-min, max) >= this.limit) this.widen();
    const scale = half / this.limit;
    const { counts } = this;
    const step = 1 + 2 * Math.floor(values.length / countedValues);
    for (let i = 0; i < values.length; i += step) counts[(values[i]! * scale + half) | 0]! += 1;
    this.total += Math.ceil(values.length / step);
  }

  range(method: CalibrationMethod): Range {
    if (this.total === 0) return { min: 0, max: 0 };
    switch (method) {
      case 'minMax':
        return { min: this.min, max: this.max };
      case 'percentile':
        return this.percentile();
      case 'leastError':
        return this.leastError();
      default:
        return method satisfies never;
    }
  }

  /** The range outside of which as few values lie on each side as the share allows. */
  private percentile(): Range {
    const allowed = (this.total * (1 - keptShare)) / 2;
    let [low, high, below, above] = [0, bins - 1, 0, 0];
    while (low < bins && below + this.counts[low]! <= allowed) below += this.counts[low++]!;
    while (high > low && above + this.counts[high]! <= allowed) above += this.counts[high--]!;
    return { min: Math.max(this.min, this.edge(low)), max: Math.min(this.max, this.edge(high + 1)) };
  }

  /**
   * The range with the least mean square error of rounding to 256 steps: a smaller one has finer steps, and cuts off more.
   * Both sides shrink alike.
   */
  private leastError(): Range {
    let best: Range = { min: this.min, max: this.max };
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < triedRanges; i++) {
      const share = 1 - (0.75 * i) / triedRanges;
      const range = { min: Math.min(0, this.min) * share, max: Math.max(0, this.max) * share };
      const error = this.error(range);
      if (error < least) {
        least = error;
        best = range;
      }
    }
    return best;
  }

  private error({ min, max }: Range): number {
    // Rounding to steps of s errs by s^2 / 12 on average (Bennett 1948).
    const rounding = ((max - min) / 255) ** 2 / 12;
    let sum = 0;
    for (let bin = 0; bin < bins; bin++) {
      const count = this.counts[bin]!;
      if (count === 0) continue;
      const value = (this.edge(bin) + this.edge(bin + 1)) / 2;
      const cut = value < min ? min - value : value > max ? value - max : 0;
      sum += count * (cut > 0 ? cut * cut : rounding);
    }
    return sum;
  }

  private edge(bin: number): number {
    return ((bin - half) * this.limit) / half;
  }

  private widen(): void {
    const wider = new Float64Array(bins);
    for (let bin = 0; bin < bins; bin++) wider[Math.floor((bin - half) / 2) + half]! += this.counts[bin]!;
    this.counts = wider;
    this.limit *= 2;
  }
}
