import { describe, expect, it } from 'vitest';
import type { JudgedStep } from '../../../src-inference/contract/index.ts';
import { joinPlans, pictureTimes, planClip } from '../../../src-inference/evidence/clip-plan.ts';
import { mistakeOf } from '../../../src-inference/evidence/mistake.ts';

function step(index: number | null, more: Partial<JudgedStep> = {}): JudgedStep {
  return {
    index,
    expected: index === null ? null : `step${index}`,
    label: null,
    status: 'missed',
    startSeconds: null,
    endSeconds: null,
    probability: null,
    reason: null,
    remark: '',
    severity: 'fail',
    evidence: null,
    ...more,
  };
}

describe('what a mistake was judged by', () => {
  it.each([
    ['its windows', step(2, { evidence: evidence(5, 8), startSeconds: 1, endSeconds: 2 }), [], [5, 8]],
    ['its own time', step(2, { startSeconds: 4, endSeconds: 6 }), [], [4, 6]],
    [
      'the time from the step before it to the one after it',
      step(2),
      [step(1, { startSeconds: 1, endSeconds: 3 }), step(3, { startSeconds: 7, endSeconds: 9 })],
      [3, 7],
    ],
    ['the time until now, while nothing comes after it', step(2), [step(1, { endSeconds: 3 })], [3, 20]],
    ['the last seconds, where nothing tells its time', step(2), [], [16, 20]],
  ] as const)('is %s', (_, mistake, others, [fromSeconds, toSeconds]) => {
    expect(mistakeOf(mistake, others, 20).decided).toEqual({ fromSeconds, toSeconds });
  });
});

const mistake = (fromSeconds: number, toSeconds: number, index = 2) => ({
  step: step(index),
  decided: { fromSeconds, toSeconds },
});

describe('a clip', () => {
  it('has some seconds before and after the mistake', () => {
    expect(planClip(mistake(10, 12))).toEqual({
      fromSeconds: 7,
      toSeconds: 14,
      mistakes: [{ index: 2, label: 'step2' }],
    });
  });

  it('is no longer than 20 s, and has the end of what is longer; it never begins before the source', () => {
    expect(planClip(mistake(10, 70))).toMatchObject({ fromSeconds: 52, toSeconds: 72 });
    expect(planClip(mistake(1, 2))).toMatchObject({ fromSeconds: 0, toSeconds: 4 });
  });

  it('shows two mistakes that are near each other', () => {
    const near = joinPlans(planClip(mistake(10, 12)), planClip(mistake(15, 16, 3)));
    expect(near).toMatchObject({ fromSeconds: 7, toSeconds: 18, mistakes: [{ index: 2 }, { index: 3 }] });
    expect(joinPlans(planClip(mistake(10, 12)), planClip(mistake(30, 31)))).toBeNull();
    expect(joinPlans(planClip(mistake(10, 12)), planClip(mistake(17, 28)))).toBeNull();
  });
});

describe('pictures', () => {
  it('are spread over the windows that decided, as far as the clip shows them', () => {
    expect(pictureTimes(mistake(10, 16), { fromSeconds: 7, seconds: 20 })).toEqual([11, 13, 15]);
    expect(pictureTimes(mistake(10, 16), { fromSeconds: 13, seconds: 20 })).toEqual([13.5, 14.5, 15.5]);
    expect(pictureTimes(mistake(10, 16), { fromSeconds: 20, seconds: 20 })).toEqual([]);
  });
});

function evidence(fromSeconds: number, toSeconds: number): JudgedStep['evidence'] {
  return { windows: { fromSeconds, toSeconds, count: 9 }, runnerUp: null, doubt: 1 };
}
