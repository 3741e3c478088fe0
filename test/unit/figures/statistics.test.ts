// The statistics behind the figures, against published examples and against plain computations.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  individualsChart,
  proportionChart,
} from '../../../src-inference/contract/statistics/control-chart.ts';
import { paretoOf } from '../../../src-inference/contract/statistics/pareto.ts';
import { proportion } from '../../../src-inference/contract/statistics/proportion.ts';
import { accuracy, bucketOf, distribution, sketchOf, sumOf } from '../../../src-inference/figures/sketch.ts';

describe('the interval of a share', () => {
  // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is that of the published example', (count, of, low, high) => {
    const found = proportion(count, of)!;
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('does not exist without anything to count', () => expect(proportion(0, 0)).toBeNull());
});

describe('quantiles', () => {
  it('are right to within one percent, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 1e5, noNaN: true }), { minLength: 1 }), (values) => {
        const sorted = values.toSorted((one, other) => one - other);
        const { count, median, p90 } = distribution(sketchOf(values.map(bucketOf)))!;
        const exact = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
        expect(count).toBe(values.length);
        for (const [found, right] of [
          [median, exact(0.5)],
          [p90, exact(0.9)],
        ] as const) {
          expect(Math.abs(found - right) / right).toBeLessThanOrEqual(accuracy + 1e-9);
        }
      }),
    );
  });

  it('of sketches added up are those of all their values', () => {
    const values = fc.array(fc.double({ min: 0.0001, max: 1e5, noNaN: true }).map(bucketOf));
    fc.assert(
      fc.property(fc.array(values), (lists) => {
        expect(sumOf(lists.map(sketchOf))).toEqual(sketchOf(lists.flat()));
      }),
    );
  });

  it('of no values do not exist', () => {
    expect(distribution(sketchOf([]))).toBeNull();
    expect(distribution(sumOf([sketchOf([]), sketchOf([])]))).toBeNull();
  });
});

const day = (index: number): { readonly day: string; readonly shift: null } => ({
  day: `2026-01-${String(index + 1).padStart(2, '0')}`,
  shift: null,
});

describe('the p chart', () => {
  // NIST/SEMATECH e-Handbook 6.3.3.2: chips with a misregistration, of 50 on each of 30 wafers.
  const wafers = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9,
    6,
  ];
  const chart = proportionChart(wafers.map((count, index) => ({ ...day(index), count, of: 50 })));

  it('has the centre and the limits of the published example', () => {
    expect(chart.centre).toBeCloseTo(0.2313, 4);
    expect(chart.points[0]!.high).toBeCloseTo(0.4102, 4);
    expect(chart.points[0]!.low).toBeCloseTo(0.0524, 4);
  });

  it('marks the wafers outside of them', () => {
    const marked = chart.points.flatMap(({ signal }, index) =>
      signal === 'beyondLimits' ? [index + 1] : [],
    );
    expect(marked).toEqual([15, 23]);
  });

  it('has wider limits where there are fewer parts', () => {
    const [few, many] = proportionChart([
      { ...day(0), count: 9, of: 10 },
      { ...day(1), count: 900, of: 1000 },
    ]).points;
    expect(few!.low!).toBeLessThan(many!.low!);
    expect(few!.high).toBe(1);
  });
});

describe('the individuals chart', () => {
  const chartOf = (values: readonly number[]) =>
    individualsChart(values.map((value, index) => ({ ...day(index), value, parts: 1 })));

  it('has the centre and the limits of the published example', () => {
    // NIST/SEMATECH e-Handbook 6.3.2.2: flow rates of ten batches.
    const { centre, points } = chartOf([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]);
    expect(centre).toBeCloseTo(50.81, 4);
    expect(points[0]!.high).toBeCloseTo(55.8041, 3);
    expect(points[0]!.low).toBeCloseTo(45.8159, 3);
    expect(points.every(({ signal }) => signal === null)).toBe(true);
  });

  it('marks the eighth point in a row on one side, and those after it', () => {
    const upAndDown = (base: number): readonly number[] =>
      Array.from({ length: 9 }, (_, index) => base + (index % 2) * 0.4);
    const { points } = chartOf([...upAndDown(10), ...upAndDown(12)]);
    const marked = points.flatMap(({ signal }, index) => (signal === null ? [] : [`${index + 1} ${signal}`]));
    expect(marked).toEqual(['8 sameSide', '9 sameSide', '17 sameSide', '18 sameSide']);
  });

  it('marks nothing where all values are the same', () => {
    expect(chartOf([42.1, 42.1, 42.1]).points.every(({ signal }) => signal === null)).toBe(true);
  });

  it('has no limits with a single point', () => {
    expect(chartOf([42]).points[0]).toMatchObject({ low: null, high: null, signal: null });
  });
});

it('a Pareto chart has the most frequent first, and adds up to everything', () => {
  const bar = { step: null, status: null, recipe: null, operator: null, hour: null, of: 100 };
  const bars = paretoOf([
    { ...bar, step: 'spacer', times: 3, parts: 3 },
    { ...bar, step: 'lid', times: 12, parts: 9 },
    { ...bar, step: 'disk', times: 0, parts: 0 },
    { ...bar, step: 'screw', times: 5, parts: 5 },
  ]);
  expect(bars.map(({ step, cumulative }) => [step, cumulative])).toEqual([
    ['lid', 0.6],
    ['screw', 0.85],
    ['spacer', 1],
  ]);
});
