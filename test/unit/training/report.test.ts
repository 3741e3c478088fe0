// What a report says: splits, intervals, the worst stretches, advice, leaks, progress.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src-inference/evaluation/index.ts';
import { foldsOf } from '../../../src-inference/training/head/folds.ts';
import { mustBeEnough } from '../../../src-inference/training/job/must-be-enough.ts';
import { ProgressMeter } from '../../../src-inference/training/job/progress-meter.ts';
import { accuracyWithInterval } from '../../../src-inference/training/report/accuracy-interval.ts';
import { type AdviceFacts, adviceFrom, gainOfMore } from '../../../src-inference/training/report/advice.ts';
import { findLeaks } from '../../../src-inference/training/report/leaks.ts';
import { worstStretches } from '../../../src-inference/training/report/worst-stretches.ts';

const recordings = (operators: readonly string[], length = 10) =>
  operators.map((operator, i) => ({ id: `r${i}`, operator, first: i * length, end: (i + 1) * length }));

describe('folds', () => {
  it('never have an operator on both sides, and hold out every recording once', () => {
    const all = recordings(['Ana', 'Ben', 'Ana', 'Chidi', 'Ben', 'Ana']);
    const { by, folds } = foldsOf(all);
    expect(by).toBe('operator');
    expect(folds.flatMap(({ test }) => test.map(({ id }) => id)).sort()).toEqual(all.map(({ id }) => id));
    for (const { train, test } of folds) {
      expect(train.filter(({ operator }) => test.some((one) => one.operator === operator))).toEqual([]);
    }
  });

  it('are by recording where one person works', () => {
    const { by, folds } = foldsOf(recordings(['Ana', 'Ana', 'Ana']));
    expect(by).toBe('recording');
    expect(folds.map(({ test }) => test.length)).toEqual([1, 1, 1]);
  });
});

describe('the interval of the accuracy', () => {
  it('is wide where recordings differ, and narrow where they do not', () => {
    const alike = Array.from({ length: 10 }, () => ({ right: 90, windows: 100 }));
    const mixed = Array.from({ length: 10 }, (_, i) => ({ right: i % 2 ? 99 : 81, windows: 100 }));
    const widthOf = (list: typeof alike): number => {
      const { value, low, high } = accuracyWithInterval(list, 0.25, createRandom(1));
      expect(value).toBeCloseTo(0.9);
      expect(low).toBeLessThanOrEqual(value);
      return high - low;
    };
    expect(widthOf(alike)).toBe(0);
    expect(widthOf(mixed)).toBeGreaterThan(0.08);
  });

  it('of two recordings is never narrower than their windows allow', () => {
    const { low, high } = accuracyWithInterval(
      [
        { right: 90, windows: 100 },
        { right: 90, windows: 100 },
      ],
      0.25,
      createRandom(1),
    );
    expect(high - low).toBeGreaterThan(0.1);
  });
});

describe('the worst stretches', () => {
  const windowsOf = (truth: string, named: string) =>
    [...truth].map((letter, i) => {
      const [label, said] = [letter, named[i]!].map((one) => 'abc'.indexOf(one));
      const probabilities = [0.1, 0.1, 0.1];
      probabilities[said!] = 0.8;
      return { startSeconds: i / 4, endSeconds: i / 4 + 1, truth: label!, named: said!, probabilities };
    });

  it('are runs of wrong names; the edges of actions are none', () => {
    const windows = windowsOf('aaaaaaaaaabbbbbbbbbb', 'aaacccaaaaaabbbbbbbb');
    const [recording] = recordings(['Ana'], 20);
    expect(worstStretches([{ recording: recording!, windows }], ['a', 'b', 'c'])).toEqual([
      {
        recording: 'r0',
        startSeconds: 0.75,
        endSeconds: 2.25,
        truth: 'a',
        named: 'c',
        probability: expect.closeTo(0.8, 6),
      },
    ]);
  });
});

describe('advice', () => {
  const facts: AdviceFacts = {
    labels: ['idle', 'press', 'screw'],
    background: 'idle',
    confusion: [
      [90, 5, 5],
      [2, 58, 40],
      [0, 2, 98],
    ],
    perLabel: [
      { label: 'idle', precision: 0.9, recall: 0.9, f1: 0.9, windows: 100 },
      { label: 'press', precision: 0.9, recall: 0.58, f1: 0.7, windows: 100 },
      { label: 'screw', precision: 0.7, recall: 0.98, f1: 0.8, windows: 100 },
    ],
    curve: [
      { recordings: 4, accuracy: 0.7 },
      { recordings: 8, accuracy: 0.82 },
    ],
    hurting: [{ recording: 'r3', change: 0.02 }],
    accuracy: 0.82,
    operators: 4,
    operatorGains: [0, 0.3, 0],
  };

  it('names the action, and that another person should do it', () => {
    const gain = gainOfMore(facts.curve, facts.accuracy)!;
    expect(gain).toBeGreaterThan(0.03);
    const advice = adviceFrom(facts);
    expect(advice[0]).toMatchObject({
      kind: 'moreOfLabel',
      label: 'press',
      recordings: 5,
      byAnotherOperator: true,
    });
    expect(advice).toContainEqual({ kind: 'mixedUp', label: 'press', other: 'screw', share: 0.4 });
    expect(advice).toContainEqual({ kind: 'checkRecording', recording: 'r3' });
  });

  it('asks for other people first where there are few', () => {
    expect(adviceFrom({ ...facts, operators: 1 })[0]).toEqual({ kind: 'moreOperators', operators: 1 });
  });

  it('says when it is enough', () => {
    const good = {
      ...facts,
      accuracy: 0.97,
      curve: [
        { recordings: 10, accuracy: 0.968 },
        { recordings: 20, accuracy: 0.97 },
      ],
      confusion: [
        [97, 3, 0],
        [0, 97, 3],
        [3, 0, 97],
      ],
      perLabel: facts.perLabel.map((one) => ({ ...one, recall: 0.97 })),
      hurting: [],
    };
    expect(adviceFrom(good)).toEqual([{ kind: 'enough' }]);
  });
});

describe('leaks', () => {
  const dataset = (rows: readonly (readonly number[])[], operators: readonly string[]) => ({
    groups: [{ kind: 'strength' as const, count: rows[0]!.length }],
    features: { rows: rows.length, columns: rows[0]!.length, data: Float32Array.from(rows.flat()) },
    truth: new Int32Array(rows.length),
    spans: rows.map((_, i) => ({ startSeconds: i / 4, endSeconds: i / 4 + 1 })),
    recordings: recordings(operators, rows.length / operators.length),
    classes: 2,
  });
  const walk = (seed: number, noise: number, length = 60) => {
    const path = createRandom(seed);
    const grain = createRandom(99 + noise);
    const at = [0, 0, 0, 0, 0, 0];
    return Array.from({ length }, () => {
      at.forEach((_, i) => {
        at[i]! += path.normal();
      });
      return at.map((value) => value + 0.05 * noise * grain.normal());
    });
  };

  it('finds a recording that was coded again, and leaves others alone', () => {
    const rows = [...walk(1, 0), ...walk(2, 0), ...walk(1, 1)];
    const found = findLeaks(dataset(rows, ['Ana', 'Ben', 'Chidi']));
    expect(found.map((pair) => pair.map(({ id }) => id))).toEqual([['r0', 'r2']]);
  });
});

describe('what is asked of recordings', () => {
  const labels = ['idle', 'press'];
  it.each([
    ['one recording', recordings(['Ana']), [0, 0, 1, 1], 'recordings_too_few'],
    [
      'an action in two windows',
      recordings(['Ana', 'Ben']),
      [...new Array(18).fill(0), 1, 1],
      'label_too_rare',
    ],
    ['an action in none', recordings(['Ana', 'Ben']), new Array(20).fill(0), 'label_too_rare'],
  ])('%s is one clear error', (_, list, truth, code) => {
    const taught = { recordings: list, truth: Int32Array.from(truth as number[]) };
    expect(() => mustBeEnough(taught, labels)).toThrow(
      expect.objectContaining({ code, hint: expect.any(String) }),
    );
  });
});

describe('progress', () => {
  const meter = () =>
    new ProgressMeter([
      { step: 'prepare', seconds: 1 },
      { step: 'features', seconds: 79 },
      { step: 'optimize', seconds: 20 },
    ]);

  it('tells the time that is left by the speed so far', () => {
    const one = meter();
    expect(one.at('prepare', 0, 0)).toEqual({ step: 'prepare', fraction: 0, secondsLeft: null });
    expect(one.at('features', 0, 1)).toEqual({ step: 'features', fraction: 0.01, secondsLeft: null });
    // Twice as slow as planned.
    expect(one.at('features', 0.5, 80)).toEqual({ step: 'features', fraction: 0.405, secondsLeft: 119 });
  });

  it('does not take for speed what was done before a training was resumed', () => {
    const one = meter();
    one.at('prepare', 0, 0);
    expect(one.at('features', 0.5, 4)).toMatchObject({ fraction: 0.405, secondsLeft: null });
    expect(one.at('features', 0.6, 4 + 2 * 7.9).secondsLeft).toBe(Math.ceil(2 * (0.4 * 79 + 20)));
  });

  it('never goes back', () => {
    const one = meter();
    one.at('optimize', 0, 10);
    expect(one.at('features', 0.1, 11).fraction).toBe(0.8);
  });
});
