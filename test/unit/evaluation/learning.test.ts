// Recipes from examples: what is learnt, and how many examples that needs.
import { describe, expect, it } from 'vitest';
import { type Example, learnRecipe, parseExample } from '../../../src-inference/learning/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';

const example = (work: string): Example =>
  [...work].map((label) => ({ label, seconds: 2, undoes: null, isRight: true }));
const learn = (...works: string[]) =>
  parseRecipe(learnRecipe(works.map(example), { name: 'a', title: 'A' }), 'learnt.yaml');
/** `c after a,b` for each step, in the order of the recipe. */
const told = (...works: string[]) =>
  learn(...works).steps.map(
    ({ label, after, optional }, _, steps) =>
      `${label}${optional ? '?' : ''}${after.length > 0 ? ` after ${after.map((at) => steps[at - 1]!.label).join()}` : ''}`,
  );

describe('a learnt recipe', () => {
  it('is a list of steps when all examples have the same order, even with few examples', () => {
    const { elements, steps } = learn('abca', 'abca');
    expect(elements.map(({ kind }) => kind)).toEqual(['step', 'step', 'step', 'step']);
    expect(steps.map(({ label, typicalSeconds }) => `${label} ${typicalSeconds}`)).toEqual([
      'a 2',
      'b 2',
      'c 2',
      'a 2',
    ]);
  });

  it('has the orders that all five examples share, and no others', () => {
    expect(told('abcd', 'acbd', 'abcd', 'acbd', 'acbd')).toEqual([
      'a',
      'c after a',
      'b after a',
      'd after c,b',
    ]);
  });

  it('has no order that only a few examples show', () => {
    expect(told('abc', 'acb', 'abc')).toEqual(['a', 'b', 'c']);
  });

  it('makes steps optional that some examples do not have', () => {
    expect(told('abc', 'ac')).toEqual(['a', 'b?', 'c']);
  });

  it('numbers repeated actions', () => {
    expect(told('abab', 'aabb', 'abab')).toEqual(['a', 'b', 'a after a', 'b after b']);
  });

  it('learns which action undoes which, and nothing from mistakes', () => {
    const [a, b, off] = [...example('ab'), { label: 'u', seconds: 1, undoes: 'b', isRight: false }];
    const recipe = parseRecipe(
      learnRecipe([[{ ...b!, isRight: false }, off!, a!, b!]], { name: 'a', title: 'A' }),
      'learnt.yaml',
    );
    expect(recipe.corrections.removals).toEqual([{ label: 'u', undoes: 'b' }]);
    expect(recipe.steps.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  it('needs at least one example', () => {
    expect(() => learnRecipe([], { name: 'a', title: 'A' })).toThrowError(/no example/);
  });
});

describe('a label file', () => {
  it('is read in order of time, without the background', () => {
    const read = parseExample('start,end,label\n5,7,b\n1,3,a\n3,5,nothing\n', 'a.csv', 'nothing');
    expect(read.map(({ label, seconds }) => `${label} ${seconds}`)).toEqual(['a 2', 'b 2']);
  });

  it.each([
    ['start;end;label\n', 1],
    ['start,end,label\n1,2,a\n3,2,b\n', 3],
    ['start,end,label\n1,2,\n', 2],
  ])('%j is refused with its line', (text, line) => {
    expect(() => parseExample(text, 'a.csv', null)).toThrowError(
      expect.objectContaining({ code: 'usage', where: 'a.csv', line }),
    );
  });
});
