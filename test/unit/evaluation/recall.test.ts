// Recall of mistakes at a rate of false alarms, and the clock beside it.
import { describe, expect, it } from 'vitest';
import { type Alarm, type AlarmedPart, measureRecall } from '../../../src-inference/evaluation/recall.ts';
import { wilsonInterval } from '../../../src-inference/evaluation/scores.ts';

const part = (mistakes: readonly number[], alarms: readonly Alarm[]): AlarmedPart => ({
  startSeconds: 0,
  endSeconds: 60,
  mistakes: mistakes.map((startSeconds) => ({ startSeconds, endSeconds: startSeconds + 3 })),
  alarms,
});
const recallAt = (rate: number, parts: readonly AlarmedPart[]) => measureRecall(parts, [rate])[0]!;

describe('recall', () => {
  it('is that of the surest alarms until too many of them are false', () => {
    const parts = [
      part([10], [{ seconds: 12, score: 0.9 }]),
      part([20], [{ seconds: 27, score: 0.5 }]),
      part([], [{ seconds: 30, score: 0.7 }]),
      part([], []),
    ];
    expect(recallAt(0.1, parts).checker).toBeCloseTo(0.5, 9);
    expect(recallAt(0.25, parts).checker).toBe(1);
  });

  it('counts false alarms of one moment once, and an alarm long after a mistake as false', () => {
    const twice = [
      { seconds: 40, score: 0.9 },
      { seconds: 40, score: 0.8 },
    ];
    const parts = [part([10], [...twice, { seconds: 14, score: 0.7 }]), part([], [])];
    expect(recallAt(0.49, parts).checker).toBe(0);
    expect(recallAt(0.5, parts).checker).toBe(1);
  });

  it('takes an alarm for one mistake only; a second alarm about a mistake is not false', () => {
    const alarm = { seconds: 14, score: 0.9 };
    expect(recallAt(0, [part([10, 13], [alarm])]).checker).toBe(0.5);
    expect(recallAt(0, [part([10, 13], [alarm, alarm, alarm])]).checker).toBe(1);
  });

  it('of the clock is full where mistakes are always made at the same time, and small where they are not', () => {
    const same = Array.from({ length: 40 }, () => part([30], []));
    expect(recallAt(0.1, same)).toMatchObject({ checker: 0, clock: 1 });
    const anywhere = Array.from({ length: 400 }, (_, at) => part(at % 5 === 0 ? [(at * 7) % 50] : [], []));
    expect(recallAt(0.1, anywhere).clock).toBeLessThan(0.3);
  });

  it('of nothing is 0', () => {
    expect(measureRecall([], [1])).toEqual([{ falseAlarmsPerMinute: 1, checker: 0, clock: 0 }]);
  });
});

it('the confidence interval of a share is that of Wilson', () => {
  const [low, high] = wilsonInterval(1, 10);
  expect(low).toBeCloseTo(0.0179, 4);
  expect(high).toBeCloseTo(0.4042, 4);
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});
