import { describe, expect, it } from 'vitest';
import {
  type BenchVariant,
  benchWarnings,
  medianRatio,
  spreadOf,
} from '../../../src-main/cli/bench-report.ts';
import { type Contender, takeTurns } from '../../../src-main/cli/bench-rounds.ts';
import type { LoadReport } from '../../../src-main/cli/machine-load.ts';

const clip = (inferenceMilliseconds: number) => ({ preprocessMilliseconds: 0, inferenceMilliseconds });
const rounds = (...times: readonly number[]) => times.map((time) => [clip(time), clip(time), clip(time * 9)]);

describe('rounds of all networks in turns', () => {
  it('only one network is open at a time, and the order turns round', async () => {
    const log: string[] = [];
    let open = 0;
    const contender = (name: string): Contender => ({
      name,
      async turn(clips) {
        open += 1;
        expect(open).toBe(1);
        log.push(name);
        await Promise.resolve();
        open -= 1;
        return Array.from({ length: clips }, () => clip(1));
      },
    });
    let marks = 0;
    const timings = await takeTurns(['A', 'B', 'C'].map(contender), {
      rounds: 3,
      clips: 2,
      afterTurn: () => {
        expect(open).toBe(0);
        marks += 1;
      },
    });
    expect(log.join('')).toBe('ABCCBAABC');
    expect(marks).toBe(9);
    expect([...timings.keys()]).toEqual(['A', 'B', 'C']);
    expect(timings.get('B')).toEqual(Array(3).fill([clip(1), clip(1)]));
  });

  it('a network that cannot run here is asked once, and left out', async () => {
    let asked = 0;
    const absent: Contender = {
      name: 'absent',
      turn: async () => {
        asked += 1;
        return null;
      },
    };
    const timings = await takeTurns([absent], { rounds: 4, clips: 1 });
    expect(asked).toBe(1);
    expect(timings.size).toBe(0);
  });
});

describe('numbers of the rounds', () => {
  it('a ratio is formed in each round: a machine that becomes slower changes none', () => {
    const exported = rounds(100, 200, 800);
    expect(medianRatio(exported, rounds(25, 50, 200))).toBe(0.25);
    expect(medianRatio(exported, exported)).toBe(1);
  });

  it.each([
    { times: [100, 149], ratio: 1.49, steady: true },
    { times: [100, 120, 151], ratio: 1.51, steady: false },
    { times: [100], ratio: 1, steady: true },
  ])('rounds of $times ms are $ratio times apart', ({ times, ratio, steady }) => {
    const spread = { minMs: Math.min(...times), maxMs: Math.max(...times), ratio, steady };
    expect(spreadOf(rounds(...times))).toEqual(spread);
  });
});

describe('what speaks against the numbers', () => {
  const quiet = { otherCores: 0.02, memoryPressurePercent: 0 };
  const load: LoadReport = { cores: 2, loadAverage: 0.1, before: quiet, during: quiet, worst: quiet };
  const variant = (times: readonly number[]): BenchVariant => ({
    name: 'int8',
    inferenceMs: { p50: 1, p95: 1 },
    rounds: spreadOf(rounds(...times)),
    ratio: 1,
    stagesMs: { decode: 0, preprocess: 0, inference: 0, annotate: 0, output: 0 },
    fps: 1,
    peakRssMb: 1,
    cpuPercent: 1,
  });

  it('nothing on a quiet machine with steady rounds, nor where the load is unknown', () => {
    expect(benchWarnings(load, [variant([100, 110])])).toEqual([]);
    expect(benchWarnings(null, [variant([100, 110])])).toEqual([]);
  });

  it('rounds that are further apart than 1.5 times', () => {
    expect(benchWarnings(load, [variant([100, 180])])).toEqual([
      expect.stringContaining('The rounds of int8 took from 100 to 180 ms'),
    ]);
  });

  it('a busy machine, before and while measuring, with how busy it was', () => {
    const busy = { otherCores: 1.3, memoryPressurePercent: 12 };
    const warnings = benchWarnings(
      { ...load, loadAverage: 2.8, before: busy, during: busy, worst: { ...busy, otherCores: 1.7 } },
      [],
    );
    expect(warnings).toEqual([
      expect.stringContaining('other programs kept 1.3 of 2 cores busy (load average 2.8)'),
      expect.stringContaining('kept 1.3 of 2 cores busy on average (1.7 at the worst)'),
      expect.stringContaining('Memory was short for 12 % of the time'),
    ]);
  });
});
