// The checker through its public functions: events during a part, parts that are marked by hand, and invalid input.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { PolicyName, SequenceEvent } from '../../../src-inference/contract/index.ts';
import { simulate } from '../../../src-inference/evaluation/simulation.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, hopSeconds, letters, stretchesOf, told, watch, windowsOf } from './letters.ts';

const read = (steps: string) => parseRecipe(`name: a\ntitle: A\nsteps: ${steps}`, 'a.yaml');
const line = read('[a, b, c, d]');
const coupling = parseRecipe(
  readFileSync(resolve(import.meta.dirname, '../../../resources/recipes/coupling.yaml'), 'utf8'),
  'coupling.yaml',
);

describe('while a part is being made', () => {
  it('every action is announced once, with the expected step, before it is judged', () => {
    const events = watch(line, 'abcd');
    const seen = events.flatMap((event) => (event.type === 'actionStarted' ? [event] : []));
    expect(seen.map(({ label }) => label).join('')).toBe('abcd');
    expect(seen.map(({ expected }) => expected?.label).join('')).toBe('abcd');
    const order = events.flatMap((event) =>
      event.type === 'actionStarted'
        ? [`see ${event.label}`]
        : event.type === 'stepJudged'
          ? [`judge ${event.step.label}`]
          : [],
    );
    for (const label of 'abcd') {
      expect(order.indexOf(`see ${label}`)).toBeLessThan(order.indexOf(`judge ${label}`));
    }
  });

  it('a right step is judged within a second of its end, with the step that comes next', () => {
    const checker = createChecker(line, { labels: letters, background, confusion: null });
    const said = [...windowsOf(stretchesOf('abcd'))].flatMap((window) =>
      checker
        .push(window)
        .flatMap((event) => (event.type === 'stepJudged' ? [{ event, at: window.endSeconds - 0.5 }] : [])),
    );
    expect(said.map(({ event }) => event.next?.label)).toEqual(['b', 'c', 'd', undefined]);
    for (const { event, at } of said) expect(at - event.step.endSeconds!).toBeLessThanOrEqual(1);
  });

  it('a judgement holds its windows and the likeliest other action', () => {
    const [judged] = watch(line, 'xbcd').filter((event) => event.type === 'stepJudged');
    expect(judged!.step).toMatchObject({ index: 1, expected: 'a', label: 'x', status: 'wrong' });
    const { windows, runnerUp, doubt } = judged!.step.evidence!;
    expect(windows!.count).toBe(2 / hopSeconds);
    expect(windows!.toSeconds - windows!.fromSeconds).toBeCloseTo(2 - hopSeconds + 1);
    expect(runnerUp!.probability).toBeLessThan(0.01);
    expect(doubt).toBeGreaterThan(0.99);
  });

  it('a mistake is reported at once, and its correction is reported too', () => {
    const judged = watch(line, 'axbcd').flatMap((event) =>
      event.type === 'stepJudged' && event.step.index === 2 ? [event] : [],
    );
    expect(judged.map(({ step, amends }) => [step.status, amends])).toEqual([
      ['wrong', false],
      ['corrected', true],
    ]);
  });

  it('there are no events when nothing is done', () => {
    expect(watch(line, [{ label: background, seconds: 120 }])).toEqual([]);
  });

  it.each([0.1, 0.25, 0.5])('a good part passes at a hop of %f s', (hop) => {
    const checker = createChecker(line, { labels: letters, background, confusion: null });
    const every = [...windowsOf(stretchesOf('abcd'))];
    const events = [];
    for (let at = 0; at < every.length * hopSeconds; at += hop) {
      const { probabilities } = every[Math.min(every.length - 1, Math.round(at / hopSeconds))]!;
      events.push(...checker.push({ startSeconds: at, endSeconds: at + 1, probabilities }));
    }
    expect(told([...events, ...checker.finish()])).toEqual(['pass 1 2 3 4']);
  });
});

describe('limits of time', () => {
  const limited = read('[a, {step: b, minSeconds: 3, maxSeconds: 3}, c]');
  const statuses = (seconds: number, hop: number) => {
    const checker = createChecker(limited, { labels: letters, background, confusion: null });
    const work = stretchesOf('abc').map((one) => (one.label === 'b' ? { ...one, seconds } : one));
    const every = [...windowsOf(work)].filter((_, number) => number % Math.round(hop / hopSeconds) === 0);
    const events = every.flatMap((window) => checker.push(window));
    return told([...events, ...checker.finish()]).join();
  };

  // A duration is known to one hop.
  it.each([
    [0.25, 2.75, 3.25],
    [0.5, 2.5, 3.5],
    [0.75, 2.25, 3.75],
  ])('at a hop of %f s, %f s and %f s are within a limit of 3 s', (hop, shortest, longest) => {
    expect(statuses(shortest, hop)).toBe('pass 1 2 3');
    expect(statuses(longest, hop)).toBe('pass 1 2 3');
    expect(statuses(shortest - 2 * hop, hop)).toContain('tooFast');
    expect(statuses(longest + 2 * hop, hop)).toContain('tooSlow');
  });
});

describe('parts that are marked by hand', () => {
  const marked = parseRecipe('name: a\ntitle: A\npart: {start: mark, end: mark}\nsteps: [a, b, c]', 'a.yaml');
  it('begin and end with a mark, and have the scanned code', () => {
    const checker = createChecker(marked, { labels: letters, background, confusion: null });
    const events: SequenceEvent[] = [];
    let seconds = 0;
    const work = (text: string) => {
      for (const window of windowsOf(stretchesOf(text))) {
        seconds = window.endSeconds + 1e-9;
        events.push(...checker.push(window));
      }
    };
    work('xyz');
    expect(events).toEqual([]);
    events.push(...checker.mark({ kind: 'start', atSeconds: seconds, code: 'SN-7' }));
    expect(events).toMatchObject([{ type: 'partStarted', part: 1, code: 'SN-7' }]);
    events.push(...checker.mark({ kind: 'end', atSeconds: seconds, code: null }));
    expect(told(events)).toEqual(['fail 1missed 2missed 3missed']);
  });
});

describe('simulated parts', () => {
  const line = {
    recipe: coupling,
    parts: 40,
    seed: 7,
    recordings: 20,
    failAbove: null,
    stepSeconds: [2.5, 5],
  } as const;

  // `stepwatch evaluate-checker` prints the rates.
  it.each([
    [0.95, 0, 0.06],
    [0.9, 0.04, 0.1],
    [0.78, 0.05, 0.2],
  ])('at an accuracy of %f few are judged falsely', (accuracy, wrongly, warned) => {
    const row = simulate({ ...line, accuracy, policy: 'alignment' });
    expect(row.goodFailed).toBeLessThanOrEqual(wrongly);
    expect(row.goodWarned).toBeLessThanOrEqual(warned);
    expect(row.badPassed).toBeLessThanOrEqual(0.13);
  });

  it('are the same for the same seed', () => {
    for (const policy of ['alignment', 'wholePart'] as const) {
      const few = { ...line, parts: 3, accuracy: 0.9, policy };
      expect(simulate(few)).toEqual(simulate(few));
    }
  });

  it('mostly fail by the baselines, even when they are good', () => {
    for (const policy of ['firstMatch', 'majority'] as const) {
      const row = simulate({ ...line, parts: 20, accuracy: 0.9, policy });
      expect(row.goodFailed).toBeGreaterThan(0.5);
    }
  });
});

describe('the policy majority', () => {
  const seen = ['x', 'x', 'x', 'y', 'x', 'x', 'x', 'y', 'y', 'y', 'y'];
  const verdict = (policy: PolicyName): string[] => {
    const checker = createChecker(
      parseRecipe('name: a\ntitle: A\nsteps: [x, y]\n', 'a.yaml'),
      {
        labels: ['x', 'y'],
        background: null,
        confusion: null,
      },
      { policy },
    );
    const events = seen.flatMap((label, i) =>
      checker.push({
        startSeconds: i * 0.25,
        endSeconds: i * 0.25 + 1,
        probabilities: label === 'x' ? [0.9, 0.1] : [0.1, 0.9],
      }),
    );
    return told([...events, ...checker.finish()]).map((part) => part.split(' ')[0]!);
  };

  it('outvotes a single wrong window, by which firstMatch ends the part', () => {
    expect(verdict('majority')).toEqual(['pass']);
    expect(verdict('firstMatch')).not.toEqual(['pass']);
  });
});

describe('making a checker', () => {
  const labels = ['no_action', 'spacer', 'separator'];
  it('reports a label that the model does not know, and suggests the nearest one', () => {
    const mistyped = parseRecipe('name: a\ntitle: A\nsteps:\n  - spacer\n  - seperator\n', 'a.yaml');
    expect(() => createChecker(mistyped, { labels, background: null, confusion: null })).toThrowError(
      expect.objectContaining({
        code: 'recipe_mismatch',
        line: 5,
        message: expect.stringContaining('Did you mean "separator"?'),
      }),
    );
  });

  it.each([
    ['tolerated: [spacer, seperater]\nsteps: [spacer]', 3],
    ['corrections:\n  removals:\n    - {label: spacer_off, undoes: spacer}\nsteps: [spacer]', 5],
  ])('names a label of what is no step, too: %s', (text, line) => {
    const recipe = parseRecipe(`name: a\ntitle: A\n${text}`, 'a.yaml');
    expect(() => createChecker(recipe, { labels, background: null, confusion: null })).toThrowError(
      expect.objectContaining({ code: 'recipe_mismatch', line }),
    );
  });

  it('refuses the background as a step, and an unknown policy', () => {
    const idle = parseRecipe('name: a\ntitle: A\nsteps: [no_action]', 'a.yaml');
    expect(() => createChecker(idle, { labels, background: 'no_action', confusion: null })).toThrowError(
      /background/,
    );
    expect(() =>
      createChecker(read('[spacer]'), { labels, background: null, confusion: null }, { policy: 'best' }),
    ).toThrowError(/no policy/);
  });
});
