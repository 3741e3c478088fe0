// Properties of the checker that hold for every recipe and every right order of its steps.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { SequenceEvent, WindowScores } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters, stretchesOf, watch, windowsOf } from './letters.ts';

/** A piece of a recipe as YAML, and one right order of its actions. */
interface Piece {
  readonly yaml: string;
  readonly work: string;
}

const together = (pieces: readonly Piece[], kind: string): string =>
  `{${kind}: [${pieces.map(({ yaml }) => yaml).join(', ')}]}`;
const workOf = (pieces: readonly Piece[]): string => pieces.map(({ work }) => work).join('');

/**
 * Recipes in which every letter stands for one step, so that no mistake can be right by chance. Each piece takes its letters
 * from the unused ones.
 */
const recipe: fc.Arbitrary<Piece> = fc
  .record({
    shape: fc.array(fc.constantFrom('step', 'anyOrder', 'oneOf', 'sequence'), { minLength: 1, maxLength: 3 }),
    seed: fc.nat(),
  })
  .map(({ shape, seed }) => {
    const free = [...'abcdefxyz'];
    let state = seed;
    const draw = (count: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % count;
    };
    const step = (): Piece => {
      const letter = free.shift()!;
      return { yaml: letter, work: letter };
    };
    const pieces = ['step', ...shape].map((kind): Piece => {
      if (kind === 'step') return step();
      const inner = [step(), step()];
      if (kind === 'oneOf') return { yaml: together(inner, kind), work: inner[draw(2)]!.work };
      if (kind === 'sequence') return { yaml: together(inner, kind), work: workOf(inner) };
      return { yaml: together(inner, kind), work: workOf(draw(2) === 0 ? inner : inner.reverse()) };
    });
    return { yaml: `[${pieces.map(({ yaml }) => yaml).join(', ')}]`, work: workOf(pieces) };
  });

const read = (yaml: string) => parseRecipe(`name: a\ntitle: A\nsteps: ${yaml}`, 'a.yaml');
const verdictsOf = (events: readonly SequenceEvent[]) =>
  events.flatMap((event) => (event.type === 'partEnded' ? [event.verdict] : []));

describe('for every recipe', () => {
  it('a part that follows it passes', () => {
    fc.assert(
      fc.property(recipe, ({ yaml, work }) => {
        expect(verdictsOf(watch(read(yaml), work))).toEqual(['pass']);
      }),
      { numRuns: 60 },
    );
  });

  it('a part without one of its steps never passes', () => {
    fc.assert(
      fc.property(recipe, fc.nat(), ({ yaml, work }, nat) => {
        const at = nat % work.length;
        const less = work.slice(0, at) + work.slice(at + 1);
        expect(verdictsOf(watch(read(yaml), less)).every((verdict) => verdict === 'pass')).toBe(less === '');
      }),
      { numRuns: 60 },
    );
  });

  it('a part with an action that is not in it never passes', () => {
    fc.assert(
      fc.property(recipe, fc.nat(), fc.boolean(), ({ yaml, work }, nat, instead) => {
        const at = nat % work.length;
        const other = `${work.slice(0, at)}u${work.slice(instead ? at + 1 : at)}`;
        expect(verdictsOf(watch(read(yaml), other))).not.toContain('pass');
      }),
      { numRuns: 60 },
    );
  });

  it('a line of steps with two of them swapped never passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(), (count, nat) => {
        const work = 'abcdef'.slice(0, count);
        const at = nat % (count - 1);
        const swapped = work.slice(0, at) + work[at + 1] + work[at] + work.slice(at + 2);
        expect(verdictsOf(watch(read(`[${[...work]}]`), swapped))).not.toContain('pass');
      }),
      { numRuns: 40 },
    );
  });

  it('a group in any order passes in every order, but never with a step from outside among its steps', () => {
    const inner = fc.shuffledSubarray(['b', 'c', 'd', 'e'], { minLength: 2 });
    fc.assert(
      fc.property(inner, fc.boolean(), (group, early) => {
        const one = read(`[a, {anyOrder: [${group.toSorted()}]}, f]`);
        expect(verdictsOf(watch(one, `a${group.join('')}f`))).toEqual(['pass']);
        const [first, last] = [group[0]!, group.at(-1)!];
        const swapped = early
          ? `${first}a${group.slice(1).join('')}f`
          : `a${group.slice(0, -1).join('')}f${last}`;
        expect(verdictsOf(watch(one, swapped))).not.toContain('pass');
      }),
      { numRuns: 60 },
    );
  });
});

const noise: fc.Arbitrary<WindowScores[]> = fc
  .array(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), {
    maxLength: 120,
  })
  .map((all) =>
    all.map((weights, at) => {
      const sharp = weights.map((weight) => weight ** 6);
      const sum = sharp.reduce((total, weight) => total + weight, 0);
      return {
        startSeconds: at * 0.25,
        endSeconds: at * 0.25 + 1,
        probabilities: sharp.map((one) => one / sum),
      };
    }),
  );

describe('for any sequence of windows', () => {
  const labels = ['-', 'a', 'b', 'c', 'd', 'x'];
  const recipes = [
    '[a, b, c, d]',
    '[a, {repeat: 1..3, sequence: [b, c]}, d]',
    '[{anyOrder: [a, b, {step: c, after: [a]}]}, {oneOf: [d, x]}]',
  ].map(read);

  it('every part has one judgement for each of its steps, and the verdict is the worst of them', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(...recipes), (windows, one) => {
        const checker = createChecker(one, { labels, background, confusion: null });
        const events = [...windows.flatMap((window) => checker.push(window)), ...checker.finish()];
        const started = events.flatMap((event) => (event.type === 'partStarted' ? [event.part] : []));
        const ended = events.flatMap((event) => (event.type === 'partEnded' ? [event] : []));
        expect(started).toEqual(ended.map(({ part }) => part));
        for (const { part, steps, verdict } of ended) {
          const indexes = steps.flatMap(({ index }) => index ?? []);
          expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
          const required = one.steps.filter(({ optional }) => !optional).map(({ index }) => index);
          expect(indexes).toEqual(expect.arrayContaining(required));
          const severities = steps.map(({ severity }) => severity);
          const worst = ['fail', 'warn', 'pass'].find((each) => severities.includes(each as never));
          expect(verdict).toBe(worst ?? 'pass');
          const judged = events.flatMap((event) =>
            event.type === 'stepJudged' && event.part === part && !event.amends ? [event.step] : [],
          );
          expect(judged.length).toBe(steps.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the same windows give the same events', () => {
    fc.assert(
      fc.property(noise, (windows) => {
        const run = () => {
          const checker = createChecker(recipes[1]!, { labels, background, confusion: null });
          return [...windows.flatMap((window) => checker.push(window)), ...checker.finish()];
        };
        expect(run()).toEqual(run());
      }),
      { numRuns: 20 },
    );
  });

  it('an event does not depend on later windows', () => {
    fc.assert(
      fc.property(noise, fc.nat(), (windows, nat) => {
        const cut = windows.length === 0 ? 0 : nat % windows.length;
        const whole = createChecker(recipes[0]!, { labels, background, confusion: null });
        const part = createChecker(recipes[0]!, { labels, background, confusion: null });
        const said = windows.map((window) => whole.push(window));
        expect(windows.slice(0, cut).map((window) => part.push(window))).toEqual(said.slice(0, cut));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a week of windows', () => {
  it('needs no more memory at its end than after an hour', () => {
    const steps = Array.from({ length: 200 }, (_, at) => 'abcdef'[at % 6]);
    const long = read(`[${steps}]`);
    const checker = createChecker(long, { labels: letters, background, confusion: null });
    const part = [...windowsOf(stretchesOf(`${steps.join('')}|`))];
    const span = part.at(-1)!.startSeconds + 0.75;
    const heap: number[] = [];
    let windows = 0;
    // Twelve parts of 200 steps are two hours of work; a week is 84 times as many.
    for (let round = 0; round < 12; round++) {
      for (const { startSeconds, endSeconds, probabilities } of part) {
        const shift = round * span;
        checker.push({ startSeconds: startSeconds + shift, endSeconds: endSeconds + shift, probabilities });
        windows++;
      }
      global.gc?.();
      heap.push(process.memoryUsage().heapUsed);
    }
    expect(windows).toBeGreaterThan(25_000);
    // Without `--expose-gc` the heap holds garbage too. Even so it must not grow from round to round.
    expect(Math.min(...heap.slice(8))).toBeLessThan(Math.max(...heap.slice(0, 4)) + 50e6);
  });
});
