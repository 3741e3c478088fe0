// A part whose beginning was not seen: the source was opened, or the recipe put in force, in the middle of it.
import { describe, expect, it } from 'vitest';
import { parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';
import { told, watch } from './letters.ts';

const recipe = (text: string): Recipe =>
  parseRecipe(`name: a\ntitle: A\n${text.includes('steps:') ? text : `steps: ${text}`}`, 'a.yaml');

/** Number of the first step that was seen, of each part of which it is told. */
const joinedAt = (text: string, work: string, mayJoin = true): number[] =>
  watch(recipe(text), work, { mayJoin }).flatMap((event) =>
    event.type === 'partJoined' ? [event.step.index] : [],
  );

const line = '[a, b, c, d, e, f]';
const rounds = '[a, b, {repeat: 3, sequence: [c, d]}, e, f]';

describe('a part that is in progress when somebody begins to look', () => {
  it.each<[string, string, number[], string[]]>([
    [line, 'def', [4], ['pass 4 5 6']],
    [line, 'cdef', [3], ['pass 3 4 5 6']],
    // Or its first step was left out: somebody should look.
    [line, 'bcdef', [2], ['warn 2uncertain:b 3 4 5 6']],
    [line, 'f', [6], ['pass 6']],
    // The next part is seen from its start, whatever is wrong with it.
    [line, 'efabcdef', [5], ['pass 5 6', 'pass 1 2 3 4 5 6']],
    [line, 'ef|cdef', [5], ['pass 5 6', 'fail 1missed 2missed 3 4 5 6']],
    // What is seen of it is judged.
    [line, 'cef', [3], ['fail 3 4missed 5 6']],
    [line, 'cdxf', [3], ['fail 3 4 5wrong:x 6']],
    // In which round it was shows at the end of the rounds.
    [rounds, 'cdef', [7], ['pass 7 8 9 10']],
    [rounds, 'cdcdef', [5], ['pass 5 6 7 8 9 10']],
    [rounds, 'dcdef', [6], ['pass 6 7 8 9 10']],
    // In any order nobody knows what was done before.
    ['[a, {anyOrder: [b, c, d]}, e, f]', 'cef', [3], ['pass 3 5 6']],
    ['[a, {anyOrder: [b, c, d]}, e, f]', 'dbef', [4], ['pass 2 4 5 6']],
  ])('%s, %s', (text, work, places, parts) => {
    expect(joinedAt(text, work).at(-1)).toBe(places.at(-1));
    expect(told(watch(recipe(text), work, { mayJoin: true }))).toEqual(parts);
  });

  it('is told once, in its first steps', () => {
    const events = watch(recipe(line), 'cdefabcdef', { mayJoin: true });
    const joined = events.flatMap((event) => (event.type === 'partJoined' ? [event] : []));
    expect(joined).toMatchObject([{ part: 1, step: { index: 3, label: 'c' } }]);
    expect(joined[0]!.atSeconds).toBeLessThan(6);
  });
});

describe('a part that is seen from its start', () => {
  it.each<[string, string, string[]]>([
    [line, 'abcdef', ['pass 1 2 3 4 5 6']],
    [line, 'abdef', ['fail 1 2 3missed 4 5 6']],
    [line, 'abcdefabcdef', ['pass 1 2 3 4 5 6', 'pass 1 2 3 4 5 6']],
    [line, 'xbcdef', ['fail 1wrong:x 2 3 4 5 6']],
    // Nobody worked for a while: what comes then is the beginning of a part, and its first steps were left out.
    [line, '||cdef', ['fail 1missed 2missed 3 4 5 6']],
    ['part: {start: firstStep}\nsteps: [a, b, c, d]', 'cdabcd', ['pass 1 2 3 4']],
  ])('%s, %s', (text, work, parts) => {
    expect(joinedAt(text, work)).toEqual([]);
    expect(told(watch(recipe(text), work, { mayJoin: true }))).toEqual(parts);
  });

  it('is never joined where no part can be in progress', () => {
    expect(joinedAt(line, 'def', false)).toEqual([]);
    expect(told(watch(recipe(line), 'def'))).toEqual(['fail 1missed 2missed 3missed 4 5 6']);
  });
});
