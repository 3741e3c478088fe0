// The whole checker on simulated windows: from probabilities to verdicts.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyName, SequenceEvent } from '../../../src-inference/contract/index.ts';
import { createChecker, parseRecipe } from '../../../src-inference/sequence/index.ts';
import { createRandom, type Noise, performActions, watchActions } from './simulated-line.ts';

const file = resolve(import.meta.dirname, '../../../resources/recipes/coupling.yaml');
const recipe = parseRecipe(readFileSync(file, 'utf8'), 'coupling.yaml');
const good = recipe.steps.map((step) => step.label);
const labels = ['no_action', ...new Set(good)];

function check(
  order: readonly string[],
  seed: number,
  noise: Noise,
  policy: PolicyName = 'alignment',
  shortestGapSeconds?: number,
): SequenceEvent[] {
  const random = createRandom(seed);
  const checker = createChecker(recipe, { labels, background: 'no_action', policy });
  const actions = performActions(order, random, shortestGapSeconds);
  const windows = watchActions(actions, labels, 'no_action', random, noise);
  return [...[...windows].flatMap((window) => checker.push(window)), ...checker.finish()];
}

const verdictsOf = (events: readonly SequenceEvent[]) =>
  events.flatMap((event) => (event.type === 'partEnded' ? [event.verdict] : []));

/** One mistake of each kind, at a place that the seed chooses. */
function mistaken(seed: number): string[] {
  const random = createRandom(seed * 7919);
  const at = Math.floor(random() * (good.length - 1));
  const other = good.filter((label) => label !== good[at])[Math.floor(random() * 12) % 12]!;
  const kinds = [
    good.toSpliced(at, 1),
    good.toSpliced(at, 2, good[at + 1]!, good[at]!),
    good.toSpliced(at, 1, other),
    good.toSpliced(at, 0, good[at]!),
  ];
  return kinds[seed % kinds.length]!;
}

describe('windows without noise', () => {
  it.each([0.1, 0.25, 0.5])('pass a good part at a hop of %f s', (hopSeconds) => {
    expect(verdictsOf(check(good, 1, { confusion: 0, hopSeconds }))).toEqual(['pass']);
  });

  it('announce every action once, before it is judged', () => {
    const events = check(good, 2, { confusion: 0 });
    const seen = events.flatMap((event) => (event.type === 'actionStarted' ? [event] : []));
    expect(seen.map((event) => event.label)).toEqual(good);
    expect(seen.map((event) => event.expected?.label)).toEqual(good);
  });

  it('say nothing of a part when nothing is done', () => {
    const checker = createChecker(recipe, { labels, background: 'no_action' });
    const nothing = labels.map((label) => (label === 'no_action' ? 1 : 0));
    for (let second = 0; second < 60; second++) {
      expect(checker.push({ startSeconds: second, endSeconds: second + 1, probabilities: nothing })).toEqual(
        [],
      );
    }
    expect(checker.finish()).toEqual([]);
  });
});

describe('windows of which one in fourteen is confused', () => {
  const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

  it('fail no good part of 40', () => {
    expect(
      seeds.filter((seed) => verdictsOf(check(good, seed, { confusion: 0.07 })).join() === 'fail'),
    ).toEqual([]);
  });

  // The shortest gap is 0.9 s: an action repeated after less than a window is one long action to this network.
  it('pass no part of 40 with one mistake, and fail 39 or more', () => {
    const found = seeds.map((seed) =>
      verdictsOf(check(mistaken(seed), seed, { confusion: 0.07 }, 'alignment', 0.9)),
    );
    expect(found.filter((verdicts) => verdicts.every((verdict) => verdict === 'pass'))).toEqual([]);
    expect(found.filter((verdicts) => verdicts.includes('fail')).length).toBeGreaterThanOrEqual(39);
  });
});

describe('the policy firstMatch', () => {
  it('passes a good part that is seen perfectly', () => {
    expect(verdictsOf(check(good, 3, { confusion: 0 }, 'firstMatch'))[0]).toBe('pass');
  });

  it('fails a good part for one confused window', () => {
    expect(verdictsOf(check(good, 3, { confusion: 0.07 }, 'firstMatch'))).toContain('fail');
  });
});

describe('the policy majority', () => {
  const seen = ['x', 'x', 'x', 'y', 'x', 'x', 'x', 'y', 'y', 'y', 'y'];
  const verdict = (policy: PolicyName): string[] => {
    const checker = createChecker(parseRecipe('name: a\ntitle: A\nsteps: [x, y]\n', 'a.yaml'), {
      labels: ['x', 'y'],
      background: null,
      policy,
    });
    const events = seen.flatMap((label, i) =>
      checker.push({
        startSeconds: i * 0.25,
        endSeconds: i * 0.25 + 1,
        probabilities: label === 'x' ? [0.9, 0.1] : [0.1, 0.9],
      }),
    );
    return verdictsOf([...events, ...checker.finish()]);
  };

  it('outvotes a single wrong window, by which firstMatch ends the part', () => {
    expect(verdict('majority')).toEqual(['pass']);
    expect(verdict('firstMatch')).not.toEqual(['pass']);
  });
});

describe('making a checker', () => {
  it('names a label that the model does not know, with the nearest one', () => {
    const mistyped = parseRecipe('name: a\ntitle: A\nsteps:\n  - spacer\n  - seperator\n', 'a.yaml');
    expect(() => createChecker(mistyped, { labels, background: null })).toThrowError(
      expect.objectContaining({
        code: 'recipe_mismatch',
        line: 5,
        message: expect.stringContaining('Did you mean "separator"?'),
      }),
    );
  });

  it('refuses the background as a step, and a policy that is not there', () => {
    const idle = parseRecipe('name: a\ntitle: A\nsteps: [no_action]', 'a.yaml');
    expect(() => createChecker(idle, { labels, background: 'no_action' })).toThrowError(/background/);
    expect(() => createChecker(recipe, { labels, background: null, policy: 'best' })).toThrowError(
      /no policy/,
    );
  });
});
