// What a checker must forgive, and what it must not: interruptions, unknown actions, fast and slow people, two parts at once,
// errors in bursts.
import { describe, expect, it } from 'vitest';
import { createErrorBursts } from '../../../src-inference/checker/decoder/error-bursts.ts';
import { learnPace, paceOfNextPart, unknownPace } from '../../../src-inference/checker/decoder/pace.ts';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { WindowScores } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters, type Stretch, told, watch, windowsOf } from './letters.ts';

const recipe = parseRecipe(
  `{name: r, title: R, steps: [${[...'abcd'].map((label) => `{step: ${label}, typicalSeconds: 4}`).join(', ')}]}`,
  'r.yaml',
);

/** Actions with their seconds, each followed by 1 s of nothing. */
function work(...actions: readonly (readonly [string, number])[]): Stretch[] {
  const stretches = actions.flatMap(([label, seconds]): Stretch[] =>
    label === background
      ? [{ label, seconds }]
      : [
          { label, seconds },
          { label: background, seconds: 1 },
        ],
  );
  return [{ label: background, seconds: 1 }, ...stretches, { label: background, seconds: 3 }];
}

describe('an interruption', () => {
  it('of 4 s in the middle of an action is neither a missed nor a repeated step', () => {
    const stretches = work(['a', 4], ['b', 2], [background, 3], ['b', 2], ['c', 4], ['d', 4]);
    expect(told(watch(recipe, stretches))).toEqual(['pass 1 2 3 4']);
  });

  it('is not taken for granted: two whole actions after one another are a mistake', () => {
    const stretches = work(['a', 4], ['b', 4], ['b', 4], ['c', 4], ['d', 4]);
    expect(told(watch(recipe, stretches))).toEqual(['fail 1 2 extra:b 3 4']);
  });

  it('of two minutes changes nothing', () => {
    const stretches = work(['a', 4], ['b', 4], [background, 120], ['c', 4], ['d', 4]);
    expect(told(watch(recipe, stretches))).toEqual(['pass 1 2 3 4']);
  });
});

describe('an action that the network does not know', () => {
  it('is no step: no label is sure', () => {
    const before = [...windowsOf(work(['a', 4], ['b', 4]))];
    const last = before.at(-1)!;
    const count = letters.length;
    const unknown = Array.from({ length: 16 }, (_, at): WindowScores => {
      const startSeconds = last.startSeconds + 0.25 * (at + 1);
      // Now this label leads a little, now that one.
      const probabilities = letters.map((_, label) => (label === at % count ? 0.3 : 0.7 / (count - 1)));
      return { startSeconds, endSeconds: startSeconds + 1, probabilities };
    });
    const shift = unknown.at(-1)!.startSeconds + 0.75;
    const after = [...windowsOf(work(['c', 4], ['d', 4]))].map((window) => ({
      ...window,
      startSeconds: window.startSeconds + shift,
      endSeconds: window.endSeconds + shift,
    }));
    const checker = createChecker(recipe, { labels: letters, background, confusion: null });
    const events = [...before, ...unknown, ...after].flatMap((window) => checker.push(window));
    expect(told([...events, ...checker.finish()])).toEqual(['pass 1 2 3 4']);
  });
});

describe('the pace of a person', () => {
  it.each([
    ['twice as fast', 2],
    ['twice as slow', 8],
  ])('%s changes no verdict', (_, seconds) => {
    const stretches = work(['a', seconds], ['b', seconds], ['c', seconds], ['d', seconds]);
    expect(told(watch(recipe, stretches))).toEqual(['pass 1 2 3 4']);
  });

  it('is learnt from each action, surer with each, and within bounds', () => {
    let pace = unknownPace;
    for (let i = 0; i < 20; i++) pace = learnPace(pace, 8, 4, 0.38);
    expect(pace.mean).toBeGreaterThan(0.9 * Math.log(2));
    expect(pace.variance).toBeLessThan(0.02);
    for (let i = 0; i < 50; i++) pace = learnPace(pace, 4000, 4, 0.38);
    expect(pace.mean).toBeLessThanOrEqual(Math.log(2.5));
    expect(paceOfNextPart(pace).variance).toBeGreaterThan(pace.variance);
    expect(paceOfNextPart(unknownPace)).toEqual(unknownPace);
  });
});

describe('two parts at once that the recipe does not declare', () => {
  it('are one remark, from the second step that was done twice on', () => {
    const events = watch(recipe, work(...[...'aabbccdd'].map((label) => [label, 4] as const)));
    const parts = events.filter((event) => event.type === 'partEnded');
    expect(parts.map(({ verdict }) => verdict)).toEqual(['warn']);
    const remarks = parts[0]!.steps.filter(({ status }) => status !== 'ok');
    expect(remarks.map(({ reason }) => reason)).toEqual([{ kind: 'twoParts' }]);
  });

  it('are not seen in one step that was done twice', () => {
    expect(told(watch(recipe, work(['a', 4], ['a', 4], ['b', 4], ['c', 4], ['d', 4])))).toEqual([
      'fail 1 extra:a 2 3 4',
    ]);
  });
});

describe('errors in bursts', () => {
  const rates = [
    [0.9, 0.05, 0.05],
    [0.05, 0.9, 0.05],
    [0.05, 0.05, 0.9],
  ];
  const wrong = { truth: 0, named: 1 };
  const right = { truth: 0, named: 0 };

  it('cost less for each further window, above all under the same name', () => {
    const { cost, goesOnCost } = createErrorBursts(rates, 2);
    expect(cost(right, wrong, 0.5)).toBeGreaterThan(0);
    expect(cost(wrong, { truth: 0, named: 2 }, 0.5)).toBeLessThan(0);
    // The cost of the name itself, one of two with the same rate, is not part of `cost`.
    const nameCost = -Math.log(rates[0]![2]!);
    expect(goesOnCost(0.5)).toBeLessThan(cost(wrong, { truth: 0, named: 2 }, 0.5) + nameCost);
  });

  it('go on longer where they were measured to be longer, whatever the hop', () => {
    const short = createErrorBursts(rates, 0.75);
    const long = createErrorBursts(rates, 4);
    for (const hop of [0.25, 0.5]) expect(long.goesOnCost(hop)).toBeLessThan(short.goesOnCost(hop));
  });

  it('begin with probabilities: all that may follow a right window add up to 1', () => {
    const { cost } = createErrorBursts(rates, 1);
    const sum = [0, 1, 2].reduce(
      (total, named) => total + rates[0]![named]! * Math.exp(-cost(right, { truth: 0, named }, 0.5)),
      0,
    );
    expect(sum).toBeCloseTo(1, 6);
  });

  it('cost nothing more or less where the window before is unknown', () => {
    const { cost } = createErrorBursts(rates, 1);
    expect(cost(null, right, 0.5)).toBe(0);
    expect(cost(null, wrong, 0.5)).toBe(0);
  });
});
