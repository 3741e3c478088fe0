// The actions of a part as letters, and the judgement at its end. `|` is a pause of 12 s.
import { describe, expect, it } from 'vitest';
import { parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';
import { told, watch } from './letters.ts';

const recipe = (text: string): Recipe =>
  parseRecipe(`name: a\ntitle: A\n${text.includes('steps:') ? text : `steps: ${text}`}`, 'a.yaml');

type Cases = readonly (readonly [work: string, parts: readonly string[]])[];

describe.each<{ recipe: string; cases: Cases }>([
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
      ['bacd', ['fail 1swapped:a 2 3 4']],
      ['abdc', ['fail 1 2 3swapped:c 4']],
      // Two steps were left out for one that came too early: no two steps are in each other's place.
      ['acdb', ['fail 1 2outOfOrder:b 3 4']],
      ['adbc', ['fail 1 2outOfOrder:b 3outOfOrder:c 4']],
      ['axcd', ['fail 1 2wrong:x 3 4']],
      ['abcx', ['fail 1 2 3 4wrong:x']],
      ['axyd', ['fail 1 2wrong:x 3wrong:y 4']],
      // A wrong action followed by the right one is a correction. So is a swap that is done again in the right order.
      ['xabcd', ['warn 1corrected:a 2 3 4']],
      ['abxcd', ['warn 1 2 3corrected:c 4']],
      ['acbcd', ['warn 1 2corrected:b 3 4']],
      // A long pause in the middle does not end a part.
      ['ab|cd', ['pass 1 2 3 4']],
      ['abc|', ['fail 1 2 3 4missed']],
      ['abcd|', ['pass 1 2 3 4']],
      // Several parts, with and without a pause between them.
      ['abcdabcd', ['pass 1 2 3 4', 'pass 1 2 3 4']],
      ['abcd|abcd', ['pass 1 2 3 4', 'pass 1 2 3 4']],
      ['abcdbcd', ['pass 1 2 3 4', 'fail 1missed 2 3 4']],
      ['abcd|bcd', ['pass 1 2 3 4', 'fail 1missed 2 3 4']],
      ['abcabcd', ['fail 1 2 3 4missed', 'pass 1 2 3 4']],
      ['abc|abcd', ['fail 1 2 3 4missed', 'pass 1 2 3 4']],
      ['abcddabcd', ['fail 1 2 3 4 extra:d', 'pass 1 2 3 4']],
      ['abdcabcd', ['fail 1 2 3swapped:c 4', 'pass 1 2 3 4']],
      ['abcxabcd', ['fail 1 2 3 4wrong:x', 'pass 1 2 3 4']],
      ['abcdabc', ['pass 1 2 3 4', 'fail 1 2 3 4missed']],
      ['abcdaabcd', ['pass 1 2 3 4', 'fail 1 extra:a 2 3 4']],
      ['abcabcabcd', ['fail 1 2 3 4missed', 'fail 1 2 3 4missed', 'pass 1 2 3 4']],
      ['cdabcd', ['fail 1missed 2missed 3 4', 'pass 1 2 3 4']],
      ['xyz', ['fail 1wrong:x 2wrong:y 3wrong:z 4missed']],
    ],
  },
  {
    recipe: '[a]',
    cases: [
      ['a', ['pass 1']],
      ['aa', ['pass 1', 'pass 1']],
      ['a|a', ['pass 1', 'pass 1']],
      ['b', ['fail 1wrong:b']],
    ],
  },
  {
    recipe: '[{repeat: 3, sequence: [a]}]',
    cases: [
      ['aaa', ['pass 1 2 3']],
      ['aa', ['fail 1 2 3missed']],
      ['aaaaaa', ['pass 1 2 3', 'pass 1 2 3']],
    ],
  },
  {
    recipe: '[x, {repeat: 2..3, sequence: [a, b]}, y]',
    cases: [
      ['xababy', ['pass 1 2 3 4 5 8']],
      ['xabababy', ['pass 1 2 3 4 5 6 7 8']],
      ['xaby', ['fail 1 2 3 4missed 5missed 8']],
      ['xababay', ['fail 1 2 3 4 5 6 7missed 8']],
    ],
  },
  {
    recipe: '[a, b, a]',
    cases: [
      ['aba', ['pass 1 2 3']],
      ['abaaba', ['pass 1 2 3', 'pass 1 2 3']],
      ['ab', ['fail 1 2 3missed']],
      ['ba', ['fail 1missed 2 3']],
    ],
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
    ],
  },
  {
    recipe: '[a, {optional: true, sequence: [b, c]}, d]',
    cases: [
      ['abcd', ['pass 1 2 3 4']],
      ['ad', ['pass 1 4']],
      ['abd', ['fail 1 2 3missed 4']],
    ],
  },
  {
    recipe: '[a, {oneOf: [b, {sequence: [c, d]}]}, e]',
    cases: [
      ['abe', ['pass 1 2 5']],
      ['acde', ['pass 1 3 4 5']],
      ['ace', ['fail 1 3 4missed 5']],
      ['ae', ['fail 1 2missed 5']],
      ['axe', ['fail 1 2wrong:x 5']],
    ],
  },
  {
    recipe: '[a, {anyOrder: [b, c, d]}, e]',
    cases: [
      ['abcde', ['pass 1 2 3 4 5']],
      ['adcbe', ['pass 1 2 3 4 5']],
      ['acdbe', ['pass 1 2 3 4 5']],
      ['adbe', ['fail 1 2 3missed 4 5']],
      ['acbdde', ['fail 1 2 3 4 extra:d 5']],
      ['acbxde', ['warn 1 2 3 4corrected:d 5']],
    ],
  },
  {
    recipe: '[{anyOrder: [{sequence: [a, b]}, {sequence: [c, d]}]}]',
    cases: [
      ['abcd', ['pass 1 2 3 4']],
      ['cdab', ['pass 1 2 3 4']],
    ],
  },
  {
    recipe: '[{anyOrder: [a, b, {step: c, after: [a]}, {step: d, after: [b, c]}]}]',
    cases: [
      ['abcd', ['pass 1 2 3 4']],
      ['acbd', ['pass 1 2 3 4']],
      ['bacd', ['pass 1 2 3 4']],
      ['cabd', ['fail 1 2 3outOfOrder:c 4']],
      ['acdb', ['fail 1 2 3 4outOfOrder:d']],
    ],
  },
  {
    // The order goes on through a step that was left out: c never comes before a.
    recipe: '[{anyOrder: [a, {step: b, optional: true, after: [a]}, {step: c, after: [b]}]}]',
    cases: [
      ['abc', ['pass 1 2 3']],
      ['ac', ['pass 1 3']],
      ['ca', ['fail 1 3outOfOrder:c']],
      ['acb', ['fail 1 2outOfOrder:b 3']],
    ],
  },
  {
    // What is only usual asks for a look.
    recipe:
      'part: {end: mark}\nextra: warn\nsteps: [{anyOrder: [a, {step: b, missing: warn}, {step: c, after: [a], order: warn}]}]',
    cases: [
      ['abc', ['pass 1 2 3']],
      ['ac', ['warn 1 2missed 3']],
      ['bc', ['fail 1missed 2 3outOfOrder:c']],
      ['bca', ['warn 1 2 3outOfOrder:c']],
      ['aubc', ['warn 1 extra:u 2 3']],
    ],
  },
  {
    recipe:
      'part: {end: mark}\nnotTwiceInARow: [a]\nsteps: [{anyOrder: [{step: a, id: first}, {step: a, optional: true, after: [first]}, b]}]',
    cases: [
      ['ab', ['pass 1 3']],
      ['aba', ['pass 1 2 3']],
      ['aab', ['fail 1 extra:a 3']],
    ],
  },
  {
    recipe: 'tolerated: [u, {label: o, verdict: pass}]\nsteps: [a, b, c]',
    cases: [
      ['aubc', ['warn 1 extra:u 2 3']],
      ['aobc', ['pass 1 extra:o 2 3']],
      ['oabc', ['pass 1 2 3']],
    ],
  },
  {
    recipe: 'part: {start: firstStep}\nsteps: [a, b, c]',
    cases: [
      ['xyabc', ['pass 1 2 3']],
      ['bc', []],
    ],
  },
  {
    recipe: 'part: {timeoutSeconds: 10}\nsteps: [a, b, c]',
    cases: [
      ['ab|abc', ['fail 1 2 3missed', 'pass 1 2 3']],
      ['ab|c', ['fail 1 2 3missed', 'fail 1missed 2missed 3']],
    ],
  },
  {
    recipe: 'corrections: {verdict: pass}\nsteps: [a, b, c]',
    cases: [['axbc', ['pass 1 2corrected:b 3']]],
  },
  {
    recipe: 'corrections: {verdict: fail}\nsteps: [a, b, c]',
    cases: [['axbc', ['fail 1 2corrected:b 3']]],
  },
  {
    // u undoes b.
    recipe:
      'corrections: {removals: [{label: u, undoes: b}]}\nsteps: [{anyOrder: [a, {step: b, after: [a]}, c]}]',
    cases: [
      ['abc', ['pass 1 2 3']],
      ['bacu', ['fail 1 2missed 3']],
      ['buabc', ['warn 1 2corrected:b 3']],
      ['abubc', ['fail 1 2corrected:b extra:u 3']],
    ],
  },
  {
    recipe: '[a, {step: b, critical: true}, c]',
    cases: [['axbc', ['fail 1 2corrected:b 3']]],
  },
])('the recipe $recipe', ({ recipe: text, cases }) => {
  it.each(cases)('%s', (work, expected) => {
    expect(told(watch(recipe(text), work))).toEqual(expected);
  });
});

describe('a network without other labels than those of the recipe', () => {
  const labels = ['-', 'a', 'b', 'c'];
  it.each([
    ['abc', 'pass 1 2 3'],
    ['acb', 'fail 1 2swapped:b 3'],
    ['bac', 'fail 1swapped:a 2 3'],
    ['acbc', 'warn 1 2corrected:b 3'],
    ['acc', 'fail 1 2wrong:c 3'],
  ])('%s', (work, expected) => {
    expect(told(watch(recipe('[a, b, c]'), work, { labels }))).toEqual([expected]);
  });
});

describe('the limits of a step', () => {
  const limited = recipe('[a, {step: b, minSeconds: 1, maxSeconds: 4}, c]');
  const ofSeconds = (seconds: number) => [
    { label: 'a', seconds: 2 },
    { label: '-', seconds: 1 },
    { label: 'b', seconds },
    { label: '-', seconds: 1 },
    { label: 'c', seconds: 2 },
    { label: '-', seconds: 4 },
  ];
  it.each([
    [0.5, 'warn 1 2tooFast:b 3'],
    [2, 'pass 1 2 3'],
    [6, 'warn 1 2tooSlow:b 3'],
  ])('%f s', (seconds, expected) => {
    expect(told(watch(limited, ofSeconds(seconds)))).toEqual([expected]);
  });
});

describe('the baselines take every change of the shown label as a step', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['abcd', ['pass 1 2 3 4']],
    ['abcdabcd', ['pass 1 2 3 4', 'pass 1 2 3 4']],
    ['acd', ['fail 1 2wrong:c 3wrong:d 4missed']],
    ['abc', ['fail 1 2 3 4missed']],
    ['abbcd', ['fail 1 2 3wrong:b 4wrong:c', 'fail 1wrong:d 2missed 3missed 4missed']],
  ])('%s', (work, expected) => {
    const line = recipe('[a, b, c, d]');
    expect(told(watch(line, work, { policy: 'firstMatch' }))).toEqual(expected);
    expect(told(watch(line, work, { policy: 'majority' }))).toEqual(expected);
  });
});
