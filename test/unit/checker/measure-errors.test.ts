import { describe, expect, it } from 'vitest';
import {
  calibrated,
  type LabelledRecording,
  measureErrors,
} from '../../../src-inference/checker/errors/measure-errors.ts';
import { createRandom, type Random } from '../../../src-inference/evaluation/random.ts';

const labels = 6;

/** Windows of 1 s, far enough apart to be independent, of a network whose probabilities are right at this temperature. */
function independentWindows(count: number, temperature: number, random: Random): LabelledRecording {
  return Array.from({ length: count }, (_, i) => {
    const honest = random.dirichlet(new Array(labels).fill(0.7));
    const truth = random.pick(honest);
    return {
      truth,
      startSeconds: 2 * i,
      endSeconds: 2 * i + 1,
      probabilities: calibrated(honest, 1 / temperature),
    };
  });
}

/** One label after the other, 6 s each, with errors of this mean length, begun at this rate a window. */
function burstyWindows(
  seconds: number,
  hop: number,
  errorSeconds: number,
  rate: number,
  random: Random,
): LabelledRecording {
  let named: number | null = null;
  return Array.from({ length: Math.floor(seconds / hop) }, (_, i) => {
    const startSeconds = i * hop;
    const truth = Math.floor((startSeconds + 0.5) / 6) % (labels - 1);
    if (random.uniform() < (named === null ? rate : hop / errorSeconds))
      named = named === null ? labels - 1 : null;
    return window(startSeconds, truth, named ?? truth);
  });
}

function window(
  startSeconds: number,
  truth: number,
  named: number,
  confidence = 0.8,
): LabelledRecording[number] {
  const probabilities = Array.from({ length: labels }, (_, i) =>
    i === named ? confidence : (1 - confidence) / (labels - 1),
  );
  return { truth, startSeconds, endSeconds: startSeconds + 1, probabilities };
}

describe('the temperature', () => {
  it.each([0.5, 1, 1.6, 2.5])('of %d is found on 3,000 windows, to 5 %', (temperature) => {
    const found = measureErrors([independentWindows(3000, temperature, createRandom(1))]).temperature;
    expect(Math.abs(Math.log(found / temperature))).toBeLessThan(0.05);
  });

  it('makes the confidence as high as the share that is right, in every bin', () => {
    const { confidence } = measureErrors([independentWindows(8000, 2, createRandom(2))]);
    confidence.right.forEach((right, bin) => {
      const all = right + confidence.wrong[bin]!;
      if (all < 300) return;
      expect(right / all).toBeGreaterThan(bin / 10 - 0.03);
      expect(right / all).toBeLessThan((bin + 1) / 10 + 0.03);
    });
  });

  it('stays near 1 on a few windows', () => {
    const sharp = independentWindows(3000, 3, createRandom(3));
    const few = measureErrors([sharp.slice(0, 3)]).temperature;
    expect(few).toBeLessThan(1.7);
    expect(few).toBeGreaterThan(1 / 1.7);
  });

  it('counts windows that share their frames as less', () => {
    const sharp = independentWindows(12, 3, createRandom(4));
    const near = sharp.map((one, i) => ({
      ...one,
      truth: one.truth,
      startSeconds: i / 20,
      endSeconds: i / 20 + 1,
    }));
    const inside = near.map((one) => ({ ...one, truth: 0 }));
    const apart = sharp.map((one) => ({ ...one, truth: 0 }));
    const [nearly, fully] = [measureErrors([inside]), measureErrors([apart])];
    expect(Math.abs(Math.log(nearly.temperature))).toBeLessThan(Math.abs(Math.log(fully.temperature)));
  });

  it('stands a true label with the probability 0', () => {
    const sure = Array.from({ length: 100 }, (_, i) => window(2 * i, i % 10 === 0 ? 1 : 0, 0, 1));
    const { temperature } = measureErrors([sure]);
    expect(temperature).toBeGreaterThan(2);
    expect(temperature).toBeLessThan(8);
  });
});

describe('the length of errors', () => {
  it.each([
    [0.5, 0.25],
    [1, 0.25],
    [2, 0.25],
    [1, 0.5],
    [4, 0.5],
  ])('of %d s is found at a hop of %d s on two hours, to 15 %', (errorSeconds, hop) => {
    const windows = burstyWindows(7200, hop, errorSeconds, 0.03, createRandom(5));
    const found = measureErrors([windows]).errorSeconds;
    expect(Math.abs(found / errorSeconds - 1)).toBeLessThan(0.15);
  });

  it('is the same where a third of the windows has no label', () => {
    const windows = burstyWindows(7200, 0.25, 2, 0.03, createRandom(6));
    const found = measureErrors([windows.filter((_, i) => i % 30 < 20)]).errorSeconds;
    expect(Math.abs(found / 2 - 1)).toBeLessThan(0.15);
  });

  it('is that of no error where windows between two actions name either of them', () => {
    const windows = Array.from({ length: 40 }, (_, i) => {
      const truth = i < 20 ? 0 : 1;
      // It is two windows late.
      return window(i * 0.25, truth, i < 22 ? 0 : 1);
    });
    expect(measureErrors([windows]).errorSeconds).toBe(measureErrors([]).errorSeconds);
  });

  it('counts the whole of an error that reaches into the first action', () => {
    const windows = Array.from({ length: 40 }, (_, i) =>
      // The second action is named five windows early: only the last two of these windows touch it.
      window(i * 0.25, i < 20 ? 0 : 1, i < 15 ? 0 : 1),
    );
    const { errorSeconds } = measureErrors([windows]);
    expect(errorSeconds).toBeCloseTo((5 * 0.75 + 5 * 0.25) / 6, 6);
  });

  it('counts windows between two actions that name a third one', () => {
    const windows = Array.from({ length: 40 }, (_, i) =>
      window(i * 0.25, i < 20 ? 0 : 1, i >= 18 && i < 22 ? 2 : i < 20 ? 0 : 1),
    );
    const { errorSeconds } = measureErrors([windows]);
    // Five usual errors of 0.75 s, and one of 1 s.
    expect(errorSeconds).toBeCloseTo((5 * 0.75 + 1) / 6, 6);
  });
});

it('assumes the usual without any window', () => {
  const nothing = new Array(10).fill(0);
  expect(measureErrors([])).toEqual({
    temperature: 1,
    errorSeconds: 0.75,
    mixing: 0.2,
    confidence: { right: nothing, wrong: nothing },
  });
});
