// Recipes from examples: what is learnt, and how many examples that needs.
import { describe, expect, it } from 'vitest';
import { type Example, learnRecipe } from '../../../src-inference/learning/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';

const example = (work: string): Example =>
  [...work].map((label) => ({ label, seconds: 2, undoes: null, isRight: true }));
const learn = (...works: string[]) =>
  parseRecipe(learnRecipe(works.map(example), { name: 'a', title: 'A' }).text, 'learnt.yaml');
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

  it('puts the second action with a label behind the first one, also where it is done early on', () => {
    expect(told('babcda', 'cdab', 'cdab')[0]).not.toBe('b?');
    const { steps } = learn('babcda', 'cdab', 'cdab');
    const numbers = steps.filter(({ label }) => label === 'b').map(({ after }) => after.length);
    expect(numbers).toEqual([0, 1]);
  });

  it('asks for a look only, where few examples show a rule', () => {
    const { steps, extra } = learn('abc', 'acb', 'abc');
    expect(extra).toBe('warn');
    expect(steps.map(({ missing }) => missing)).toEqual(['warn', 'warn', 'warn']);
  });

  it('fails a part for what forty examples agree on, and not for what some of them break', () => {
    const works = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'abcd' : at === 1 ? 'acd' : 'acbd'));
    const { steps, extra } = learn(...works);
    expect(extra).toBe('fail');
    expect(steps.map(({ label, missing, order, optional }) => [label, missing, order, optional])).toEqual([
      ['a', 'fail', 'fail', false],
      ['b', 'warn', 'fail', false],
      ['c', 'fail', 'fail', false],
      // b is only usual, and d comes after it: to leave b out must not fail d.
      ['d', 'fail', 'warn', false],
    ]);
  });

  it('has no order that follows from others but that examples break', () => {
    // a before b, and b before c, but c before a where there is no b.
    const works = [...Array(6).fill('abd'), ...Array(6).fill('bcd'), ...Array(6).fill('cad')];
    const { steps } = learn(...works);
    const allBefore = (label: string): string[] =>
      steps
        .find((step) => step.label === label)!
        .after.flatMap((index) => {
          const before = steps[index - 1]!.label;
          return [before, ...allBefore(before)];
        });
    expect(allBefore('c').includes('a') && allBefore('c').includes('b')).toBe(false);
  });

  it('says in how many examples a step is', () => {
    const { text } = learnRecipe(['abc', 'ac', 'acb'].map(example), { name: 'a', title: 'A' });
    expect(text).toMatch(/# in 2 of 3 examples\n\s*- step: b/);
  });

  it('looks at actions that the model knows and no example has', () => {
    const { text } = learnRecipe([example('ab'), example('ba')], {
      name: 'a',
      title: 'A',
      known: ['a', 'b', 'x'],
    });
    expect(parseRecipe(text, 'learnt.yaml').tolerated).toEqual([{ label: 'x', verdict: 'warn' }]);
  });

  it('does not let an action be done twice in a row that nobody did so', () => {
    expect(learn('aba', 'ab', 'abab').notTwiceInARow).toEqual(['a', 'b']);
    expect(learn('aab', 'aba', 'ab').notTwiceInARow).toEqual([]);
  });

  it('numbers repeated actions', () => {
    expect(told('abab', 'aabb', 'abab')).toEqual(['a', 'b', 'a after a', 'b after b']);
  });

  it('learns which action undoes which, and nothing from mistakes', () => {
    const [a, b, off] = [...example('ab'), { label: 'u', seconds: 1, undoes: 'b', isRight: false }];
    const recipe = parseRecipe(
      learnRecipe([[{ ...b!, isRight: false }, off!, a!, b!]], { name: 'a', title: 'A' }).text,
      'learnt.yaml',
    );
    expect(recipe.corrections.removals).toEqual([{ label: 'u', undoes: 'b' }]);
    expect(recipe.steps.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  it('needs at least one example', () => {
    expect(() => learnRecipe([], { name: 'a', title: 'A' })).toThrowError(/no example/);
  });
});
