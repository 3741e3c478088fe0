// The measured rates by which a threshold is chosen.
import { describe, expect, it } from 'vitest';
import { type CheckerRates, checkerRates, ratesAt } from '../../src-inference/contract/index.ts';
import { usualPace } from '../../src-inference/evaluation/simulated-part.ts';
import { conditions } from '../../src-inference/evaluation/stress/conditions.ts';

const row = (accuracy: number, failAbove: number, goodFailed: number) => ({
  accuracy,
  failAbove,
  goodFailed,
  goodWarned: 0,
  badPassed: goodFailed / 2,
  badWarned: 0,
});
const measured: CheckerRates = {
  recipe: 'a',
  condition: 'usual',
  stepSeconds: [2.5, 5],
  parts: 100,
  seed: 1,
  rows: [row(0.9, 0.8, 0.02), row(0.9, 0.99, 0), row(0.7, 0.8, 0.1), row(0.7, 0.99, 0.04)],
};
const falseAlarms = (accuracy: number): number[] =>
  ratesAt(accuracy, measured).map(({ goodFailed }) => Number(goodFailed.toFixed(6)));

describe('the rates at an accuracy', () => {
  it.each([
    ['measured', 0.9, [0.02, 0]],
    ['between two', 0.8, [0.06, 0.02]],
    ['above all', 0.99, [0.02, 0]],
    ['below all', 0.5, [0.1, 0.04]],
  ] as const)('%s', (_, accuracy, expected) => {
    expect(falseAlarms(accuracy)).toEqual(expected);
  });

  it('that come with the program say for which condition they hold', () => {
    expect(conditions.map(({ id }) => id)).toContain(checkerRates.condition);
    expect(checkerRates.stepSeconds).toEqual(usualPace.actionSeconds);
  });

  it('that come with the program are complete: every accuracy has rates for the same rising thresholds', () => {
    const accuracies = [...new Set(checkerRates.rows.map(({ accuracy }) => accuracy))];
    expect(accuracies.length).toBeGreaterThan(2);
    const thresholds = ratesAt(accuracies[0]!).map(({ failAbove }) => failAbove);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b));
    for (const accuracy of accuracies) {
      const curve = ratesAt(accuracy);
      expect(curve.map(({ failAbove }) => failAbove)).toEqual(thresholds);
      for (const { goodFailed, badPassed } of curve) {
        expect(goodFailed).toBeLessThan(0.2);
        expect(badPassed).toBeLessThan(0.2);
      }
    }
  });
});
