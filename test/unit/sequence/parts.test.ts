// What is done with a part of four steps, letter by letter, and what is said of it. `|` is a pause of 12 s.
import { describe, expect, it } from 'vitest';
import type { JudgedStep, SequenceEvent } from '../../../src-inference/contract/index.ts';
import { createSegmentJudge } from '../../../src-inference/sequence/alignment.ts';
import { createFirstMatch } from '../../../src-inference/sequence/first-match.ts';
import { parseRecipe, type Recipe } from '../../../src-inference/sequence/index.ts';
import type { Segment } from '../../../src-inference/sequence/segmenter.ts';
import { verdictOf } from '../../../src-inference/sequence/step-judgement.ts';
import { createRandom } from './simulated-line.ts';

const recipe = (steps: string): Recipe => parseRecipe(`name: a\ntitle: A\nsteps: ${steps}`, 'a.yaml');
const pauseSeconds = 12;

function watch(steps: Recipe, work: string): SequenceEvent[] {
  const judge = createSegmentJudge(steps);
  const events: SequenceEvent[] = [];
  let seconds = 0;
  for (const label of work) {
    if (label === '|') {
      for (let idle = 0; idle < pauseSeconds; idle += 0.5) events.push(...judge.idle(seconds + idle));
      seconds += pauseSeconds;
      continue;
    }
    const segment: Segment = {
      label,
      startSeconds: seconds,
      endSeconds: seconds + 1.5,
      probability: 0.9,
      probabilities: new Map([[label, 0.9]]),
      windows: 6,
      faintBefore: new Map(),
    };
    events.push(...judge.opened(segment), ...judge.closed(segment));
    seconds += 2;
  }
  return [...events, ...judge.finish(seconds)];
}

/** One line for each part, such as `fail 1 2missed 3 4`. */
function told(events: readonly SequenceEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'partEnded' ? [`${event.verdict} ${event.steps.map(mark).join(' ')}`] : [],
  );
}

function mark({ index, label, status }: JudgedStep): string {
  return status === 'ok' ? String(index) : `${index ?? ''}${status}${label === null ? '' : `:${label}`}`;
}

describe.each([
  {
    recipe: '[a, b, c, d]',
    cases: [
      ['', []],
      ['abcd', ['pass 1 2 3 4']],
      ['bcd', ['fail 1missed 2 3 4']],
      ['acd', ['fail 1 2missed 3 4']],
      ['abc', ['fail 1 2 3 4missed']],
      ['cd', ['fail 1missed 2missed 3 4']],
      ['ab', ['fail 1 2 3missed 4missed']],
      ['aabcd', ['fail 1 extra:a 2 3 4']],
      ['abbcd', ['fail 1 2 extra:b 3 4']],
      ['abcdd', ['fail 1 2 3 4 extra:d']],
      ['aabbccdd', ['fail 1 extra:a 2 extra:b 3 extra:c 4 extra:d']],
      ['bacd', ['fail 1outOfOrder:a 2outOfOrder:b 3 4']],
      ['abdc', ['fail 1 2 3outOfOrder:c 4outOfOrder:d']],
      ['axcd', ['fail 1 2wrong:x 3 4']],
      ['abcx', ['fail 1 2 3 4wrong:x']],
      ['xabcd', ['warn 1corrected:a 2 3 4']],
      ['abxcd', ['warn 1 2 3corrected:c 4']],
      // A long pause in the middle of a part is no end of it.
      ['ab|cd', ['pass 1 2 3 4']],
      ['abc|', ['fail 1 2 3 4missed']],
      ['abcd|', ['pass 1 2 3 4']],
      // Parts after each other, with and without a pause.
      ['abcdabcd', ['pass 1 2 3 4', 'pass 1 2 3 4']],
      ['abcd|abcd', ['pass 1 2 3 4', 'pass 1 2 3 4']],
      ['abcdbcd', ['pass 1 2 3 4', 'fail 1missed 2 3 4']],
      ['abcd|bcd', ['pass 1 2 3 4', 'fail 1missed 2 3 4']],
      ['abcabcd', ['fail 1 2 3 4missed', 'pass 1 2 3 4']],
      ['abc|abcd', ['fail 1 2 3 4missed', 'pass 1 2 3 4']],
      ['abcddabcd', ['fail 1 2 3 4 extra:d', 'pass 1 2 3 4']],
      ['abdcabcd', ['fail 1 2 3outOfOrder:c 4outOfOrder:d', 'pass 1 2 3 4']],
      ['abcxabcd', ['fail 1 2 3 4wrong:x', 'pass 1 2 3 4']],
      ['abcdabc', ['pass 1 2 3 4', 'fail 1 2 3 4missed']],
      ['abcdaabcd', ['pass 1 2 3 4', 'fail 1 extra:a 2 3 4']],
      ['ababcd', ['fail 1 2 3missed 4missed', 'pass 1 2 3 4']],
      ['abcabcabcd', ['fail 1 2 3 4missed', 'fail 1 2 3 4missed', 'pass 1 2 3 4']],
      ['cdabcd', ['fail 1missed 2missed 3 4', 'pass 1 2 3 4']],
      ['xyz', ['fail 1wrong:x 2wrong:y 3wrong:z 4missed']],
    ] as [string, string[]][],
  },
  {
    recipe: '[a]',
    cases: [
      ['a', ['pass 1']],
      ['aa', ['pass 1', 'pass 1']],
      ['a|a', ['pass 1', 'pass 1']],
      ['b', ['fail 1wrong:b']],
    ] as [string, string[]][],
  },
  {
    recipe: '[{repeat: 3, sequence: [a]}]',
    cases: [
      ['aaa', ['pass 1 2 3']],
      ['aa', ['fail 1 2 3missed']],
      ['aaaaaa', ['pass 1 2 3', 'pass 1 2 3']],
    ] as [string, string[]][],
  },
  {
    recipe: '[a, b, a]',
    cases: [
      ['aba', ['pass 1 2 3']],
      ['abaaba', ['pass 1 2 3', 'pass 1 2 3']],
      ['ab', ['fail 1 2 3missed']],
      ['ba', ['fail 1missed 2 3']],
    ] as [string, string[]][],
  },
  {
    recipe: '[{step: o, optional: true}, a, b, {step: z, optional: true}]',
    cases: [
      ['ab', ['pass 2 3']],
      ['oabz', ['pass 1 2 3 4']],
      ['ab|z', ['pass 2 3', 'fail 2missed 3missed 4']],
      ['abab', ['pass 2 3', 'pass 2 3']],
      ['abzab', ['pass 2 3 4', 'pass 2 3']],
      ['aboab', ['pass 2 3', 'pass 1 2 3']],
      ['bz', ['fail 2missed 3 4']],
    ] as [string, string[]][],
  },
])('the recipe $recipe', ({ recipe: steps, cases }) => {
  it.each(cases)('%s', (work, expected) => {
    expect(told(watch(recipe(steps), work))).toEqual(expected);
  });
});

describe('whatever is done', () => {
  const recipes = [
    '[a, b, c, d]',
    '[a, {repeat: 3, sequence: [b, c]}, d]',
    '[{step: a, optional: true}, b, {optional: true, sequence: [c, d]}, a]',
    '[a, a, b]',
  ].map(recipe);
  const works = Array.from({ length: 300 }, (_, seed) => {
    const random = createRandom(seed);
    const length = Math.floor(random() * 16);
    return Array.from({ length }, () => 'abcdx|'[Math.floor(random() * 6)]).join('');
  });

  it.each(
    recipes.map((one) => [one.steps.map(({ label }) => label).join(''), one] as const),
  )('with the recipe %s every action is judged once, and every required step of a part once', (_, one) => {
    for (const work of works) {
      const events = watch(one, work);
      const judged = events.flatMap((event) => (event.type === 'stepJudged' ? [event.step] : []));
      const ended = events.flatMap((event) => (event.type === 'partEnded' ? [event] : []));
      const started = events.flatMap((event) => (event.type === 'partStarted' ? [event.part] : []));
      const seen = judged.map((step) => step.endSeconds).filter((seconds) => seconds !== null);
      const actions = [...work].filter((label) => label !== '|').length;
      const corrections = judged.filter(({ status }) => status === 'corrected').length;

      expect(started, work).toEqual(ended.map(({ part }) => part));
      expect(
        ended.flatMap(({ steps }) => steps),
        work,
      ).toEqual(judged);
      expect(seen.length + corrections, work).toBe(actions);
      expect(new Set(seen).size, work).toBe(seen.length);
      for (const { steps, verdict } of ended) {
        const indexes = steps.map(({ index }) => index).filter((index) => index !== null);
        expect(indexes, work).toEqual([...new Set(indexes)].sort((a, b) => a - b));
        const required = one.steps.filter(({ optional }) => !optional).map(({ index }) => index);
        expect(indexes, work).toEqual(expect.arrayContaining(required));
        expect(verdict, work).toBe(verdictOf(steps));
      }
    }
  });
});

describe('the policy firstMatch takes every change of label as a step', () => {
  const labels = ['-', 'a', 'b', 'c', 'd', 'x'];
  const match = (work: string): string[] => {
    const checker = createFirstMatch(recipe('[a, b, c, d]'), labels, '-');
    const events = [...work].flatMap((shown, i) =>
      checker.push({
        startSeconds: i,
        endSeconds: i + 1,
        probabilities: labels.map((label) => (label === shown ? 0.9 : shown === '?' ? 0.4 : 0.02)),
      }),
    );
    return told([...events, ...checker.finish()]);
  };

  it.each<[string, string[]]>([
    ['', []],
    ['----', []],
    ['aabbccdd', ['pass 1 2 3 4']],
    ['a-b-c-d', ['pass 1 2 3 4']],
    ['a-b?b-c-d', ['pass 1 2 3 4']],
    ['abcdabcd', ['pass 1 2 3 4', 'pass 1 2 3 4']],
    ['acd', ['fail 1 2wrong:c 3wrong:d 4missed']],
    ['abc', ['fail 1 2 3 4missed']],
    ['a-b-b-c-d', ['fail 1 2 3wrong:b 4wrong:c', 'fail 1wrong:d 2missed 3missed 4missed']],
  ])('%s', (work, expected) => {
    expect(match(work)).toEqual(expected);
  });
});
