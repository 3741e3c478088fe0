// What range of a value is kept in bytes, from how often its sizes occur.
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../../src-inference/optimizer/int8/histogram.ts';
import { quantizationOf } from '../../../src-inference/optimizer/int8/parameters.ts';

describe('histogram', () => {
  const values = Float32Array.from({ length: 200_000 }, (_, i) => Math.sin(i) * (i === 77_777 ? 1000 : 1));

  it('knows the range, and which one leaves out what is rare', () => {
    const histogram = new Histogram();
    for (let i = 0; i < values.length; i += 50_000) histogram.add(values.subarray(i, i + 50_000));
    const full = histogram.range('minMax');
    expect(full.max - full.min).toBeGreaterThan(500);
    const usual = histogram.range('percentile');
    expect(usual.max).toBeGreaterThan(0.9);
    expect(usual.max).toBeLessThan(2);
  });

  it('the least error lies between cutting off and coarse steps', () => {
    const histogram = new Histogram();
    histogram.add(Float32Array.from({ length: 100_000 }, (_, i) => (i < 10 ? 4 : Math.sin(i))));
    const { max } = histogram.range('leastError');
    expect(max).toBeLessThanOrEqual(4);
    expect(max).toBeGreaterThanOrEqual(1);
  });

  it('holds zero exactly, whatever the range', () => {
    for (const range of [
      { min: 0.5, max: 3 },
      { min: -3, max: -1 },
      { min: -1.7, max: 2.9 },
      { min: 0, max: 0 },
    ]) {
      const { scale, zeroPoint } = quantizationOf(range);
      expect(scale).toBeGreaterThan(0);
      expect(zeroPoint).toBeGreaterThanOrEqual(0);
      expect(zeroPoint).toBeLessThanOrEqual(255);
    }
  });
});
