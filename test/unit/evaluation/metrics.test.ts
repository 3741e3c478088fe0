import { describe, expect, it } from 'vitest';
import { type Answer, calibrationError, qualityOf } from '../../../src-inference/evaluation/metrics.ts';
import { editScore } from '../../../src-inference/evaluation/scores.ts';
import { segmentF1, segmentHits, segmentsOf } from '../../../src-inference/evaluation/segments.ts';

/** Predictions of these labels, all with the same confidence. */
function answers(
  pairs: readonly (readonly [number, number])[],
  classes: number,
  confidence = 0.8,
): readonly Answer[] {
  return pairs.map(([truth, named]) => ({
    truth,
    probabilities: Array.from({ length: classes }, (_, i) =>
      i === named ? confidence : (1 - confidence) / (classes - 1),
    ),
  }));
}

describe('quality, as scikit-learn defines it', () => {
  // classification_report(y_true=[0,0,0,0,1,1,2,2], y_pred=[0,0,1,2,1,1,0,1], zero_division=0)
  const quality = qualityOf(
    answers(
      [
        [0, 0],
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 1],
        [1, 1],
        [2, 0],
        [2, 1],
      ],
      3,
    ),
    3,
  );

  it('counts the confusions', () => {
    expect(quality.confusion).toEqual([
      [2, 1, 1],
      [0, 2, 0],
      [1, 1, 0],
    ]);
    expect(quality.accuracy).toBe(0.5);
  });

  it('gives precision and recall for every class, and 0 where the divisor is 0', () => {
    expect(quality.perClass[0]).toMatchObject({ precision: 2 / 3, recall: 0.5, support: 4 });
    expect(quality.perClass[0]!.f1).toBeCloseTo(4 / 7, 10);
    expect(quality.perClass[1]).toMatchObject({ precision: 0.5, recall: 1, support: 2 });
    expect(quality.perClass[2]).toEqual({ precision: 0, recall: 0, f1: 0, support: 2 });
  });

  it('weights the classes by their windows', () => {
    expect(quality.precision).toBeCloseTo((4 * (2 / 3) + 2 * 0.5) / 8, 10);
    expect(quality.recall).toBe(0.5);
    expect(quality.f1).toBeCloseTo((4 * (4 / 7) + 2 * (2 / 3)) / 8, 10);
  });

  it('measures the calibration error', () => {
    // Confidence 0.8 and 3 of 4 right: 0.05 apart.
    expect(
      calibrationError(
        answers(
          [
            [0, 0],
            [0, 0],
            [0, 0],
            [0, 1],
          ],
          2,
        ),
      ),
    ).toBeCloseTo(0.05, 10);
    expect(calibrationError(answers([[0, 0]], 2, 1))).toBeCloseTo(0, 10);
    expect(calibrationError([])).toBe(0);
  });
});

const action = (startSeconds: number, endSeconds: number, label: string) => ({
  startSeconds,
  endSeconds,
  label,
});

describe('segments', () => {
  const truth = [action(0, 10, 'a'), action(10, 20, 'b'), action(20, 30, 'a')];

  it('the edit score depends on the order only', () => {
    const order = ['a', 'b', 'a'];
    expect(editScore(order, ['a', 'b', 'a'])).toBe(1);
    expect(editScore(order, ['a', 'a'])).toBeCloseTo(2 / 3, 10);
    expect(editScore(order, [])).toBe(0);
    expect(editScore([], [])).toBe(1);
  });

  it('a segment is found when the overlap is large enough', () => {
    const named = [action(0, 4, 'a'), action(10, 20, 'b'), action(21, 29, 'a')];
    expect([0.1, 0.25, 0.5].map((overlap) => segmentF1([segmentHits(named, truth, overlap)]))).toEqual([
      1,
      1,
      2 / 3,
    ]);
  });

  it('a true segment counts as found only once', () => {
    const named = [action(0, 5, 'a'), action(5, 10, 'a')];
    expect(segmentHits(named, [truth[0]!], 0.25)).toEqual({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 0,
    });
  });

  it('a segment with another label does not count, even with full overlap', () => {
    expect(segmentHits([action(0, 10, 'b')], [truth[0]!], 0.1)).toEqual({
      truePositives: 0,
      falsePositives: 1,
      falseNegatives: 1,
    });
  });

  it('windows become segments around their middles, without the background', () => {
    const scores = ['-', 'a', 'a', 'b', '-'].map((label, i) => ({
      startSeconds: i * 0.5,
      endSeconds: i * 0.5 + 1,
      probabilities: ['-', 'a', 'b'].map((one) => (one === label ? 1 : 0)),
    }));
    expect(segmentsOf(scores, ['-', 'a', 'b'], '-', 0.5)).toEqual([
      action(0.75, 1.75, 'a'),
      action(1.75, 2.25, 'b'),
    ]);
  });
});
