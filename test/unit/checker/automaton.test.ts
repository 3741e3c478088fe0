// The automaton of a recipe: what an action may mean in a state, and what it costs.
import { describe, expect, it } from 'vitest';
import { createAutomaton } from '../../../src-inference/checker/automaton/automaton.ts';
import type { State } from '../../../src-inference/checker/automaton/state.ts';
import type { Transition } from '../../../src-inference/checker/automaton/transition.ts';
import { createLabelTable } from '../../../src-inference/checker/labels.ts';
import { transitionNats } from '../../../src-inference/checker/parameters.ts';
import { mostNext } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters } from './letters.ts';

function automatonOf(text: string) {
  const recipe = parseRecipe(`name: a\ntitle: A\n${text}`, 'a.yaml');
  const automaton = createAutomaton(recipe, createLabelTable(recipe, letters, background));
  const transitionsFrom = (state: State, letter: string): readonly Transition[] =>
    automaton.transitionsFrom(state, letters.indexOf(letter));
  /** The state after these actions. Each action gets its cheapest meaning. */
  const stateAfter = (work: string): State =>
    [...work].reduce((state, letter) => {
      const [cheapest] = [...transitionsFrom(state, letter)].sort((a, b) => a.cost - b.cost);
      return cheapest!.to;
    }, automaton.start);
  const meanings = (work: string, letter: string): string[] =>
    transitionsFrom(stateAfter(work), letter).map(({ meaning, missed, ended }) =>
      [
        ...(ended === null ? [] : [`next part, missing ${ended.missing.map((at) => at + 1)}:`]),
        meaning.kind,
        ...('step' in meaning && meaning.step !== null ? [meaning.step + 1] : []),
        ...(missed.length > 0 ? [`without ${missed.map((at) => at + 1)}`] : []),
      ].join(' '),
    );
  return { ...automaton, stateAfter, meanings, transitionsFrom };
}

describe('an action after some others', () => {
  it.each<[string, string, string, string[]]>([
    ['steps: [a, b, c]', '', 'a', ['match 1']],
    ['steps: [a, b, c]', 'a', 'b', ['match 2', 'extra']],
    ['steps: [a, b, c]', 'a', 'c', ['match 3 without 2', 'wrong 2', 'extra']],
    ['steps: [a, b, c]', 'a', 'x', ['wrong 2', 'extra']],
    ['steps: [a, b, c]', 'ac', 'b', ['extra', 'swap 2', 'next part, missing 2: match 2 without 1']],
    ['steps: [a, b, c]', 'abc', 'a', ['extra', 'next part, missing : match 1']],
    ['steps: [a, b, c, d]', 'acd', 'b', ['late 2']],
    ['steps: [a, b, c, d]', 'ad', 'b', ['late 2']],
    ['steps: [{anyOrder: [a, {step: b, after: [a]}]}]', '', 'b', ['early 2']],
    ['tolerated: [u]\nsteps: [a, b]', 'a', 'u', ['wrong 2', 'extra', 'tolerated']],
    ['tolerated: [u]\nsteps: [a, b]', '', 'u', ['ignored']],
    ['part: {start: firstStep}\nsteps: [a, b]', '', 'b', ['ignored']],
  ])('%s, after "%s", "%s" may be %j', (text, work, letter, expected) => {
    expect(automatonOf(text).meanings(work, letter)).toEqual(expect.arrayContaining(expected));
  });

  it('costs nothing when it is the step in its turn, and more with every step left out', () => {
    const { transitionsFrom, start } = automatonOf('steps: [a, b, c, d]');
    const cost = (letter: string): number =>
      transitionsFrom(start, letter).find(({ meaning }) => meaning.kind === 'match')!.cost;
    expect(cost('a')).toBe(0);
    expect(cost('b')).toBe(transitionNats.missed);
    expect(cost('c')).toBe(transitionNats.missed + transitionNats.missedMore);
  });
});

describe('when a part may be in progress already, its first action may be any step but those that begin one', () => {
  it.each<[string, string, number[]]>([
    ['steps: [a, b, c]', 'a', []],
    ['steps: [a, b, c]', 'c', [3]],
    ['steps: [a, {repeat: 3, sequence: [b, c]}, d]', 'b', [2, 4, 6]],
    ['steps: [{oneOf: [a, b]}, c]', 'b', []],
    ['steps: [a, {anyOrder: [b, c, d]}, e]', 'd', [4]],
    ['steps: [{step: a, optional: true}, b, c]', 'b', []],
    ['part: {start: firstStep}\nsteps: [a, b, c]', 'c', []],
  ])('%s: "%s" is one of %j', (text, letter, places) => {
    const { unseen, transitionsFrom } = automatonOf(text);
    const joined = transitionsFrom(unseen, letter).flatMap(({ meaning }) =>
      meaning.kind === 'joined' ? [meaning.step + 1] : [],
    );
    expect(joined).toEqual(places);
  });

  it('asks for nothing that stands before that step, or that may have been done before it', () => {
    const { unseen, transitionsFrom, missingIn } = automatonOf('steps: [a, {anyOrder: [b, c, d]}, e, f]');
    const [joined] = transitionsFrom(unseen, 'c').filter(({ meaning }) => meaning.kind === 'joined');
    expect(missingIn(joined!.to)).toEqual([4, 5]);
    const after = transitionsFrom(joined!.to, 'e').filter(
      ({ meaning, ended }) => meaning.kind === 'match' && ended === null,
    );
    expect(after).toMatchObject([{ missed: [], cost: 0 }]);
  });
});

describe('the steps that may come next', () => {
  it.each<[string, string, number[]]>([
    ['[a, b, c]', '', [1]],
    ['[a, b, c]', 'a', [2]],
    ['[a, b, c]', 'abc', []],
    // The one that is asked for first, then what may be left out or done instead.
    ['[a, {step: b, optional: true}, c]', 'a', [3, 2]],
    ['[{repeat: 2..5, sequence: [a, b]}, c]', 'abab', [11, 5]],
    ['[{repeat: 2..5, sequence: [a, b]}, c]', 'ab', [3]],
    ['[{anyOrder: [a, b, c]}, d]', 'b', [1, 3]],
    ['[{anyOrder: [a, {step: b, after: [a]}]}, d]', '', [1]],
    ['[{oneOf: [a, {sequence: [b, c]}]}, d]', '', [1, 2]],
    ['[a, {step: b, optional: true}]', 'a', [2]],
    // A step that was left out is not asked for again, though it can be put right.
    ['[a, b, c]', 'ac', []],
  ])('%s after "%s": %j', (steps, work, expected) => {
    const { stateAfter, mayFollowIn } = automatonOf(`steps: ${steps}`);
    expect(mayFollowIn(stateAfter(work)).map((step) => step + 1)).toEqual(expected);
  });

  it('are no more than anybody reads', () => {
    const { start, mayFollowIn } = automatonOf(
      `steps: [{anyOrder: [${Array(30)
        .fill('a')
        .map((label, at) => `{id: i${at}, step: ${label}}`)
        .join(', ')}]}]`,
    );
    expect(mayFollowIn(start)).toHaveLength(mostNext);
  });
});

describe('a state', () => {
  it('is the same object on every path to it', () => {
    const { stateAfter } = automatonOf('steps: [{anyOrder: [a, b, c]}]');
    expect(stateAfter('abc')).toBe(stateAfter('bac'));
  });

  it('knows which steps are missing, which come next, and whether an optional step may follow', () => {
    const { stateAfter, missingIn, requiredIn, expectedIn } = automatonOf(
      'steps: [a, b, c, {step: z, optional: true}]',
    );
    expect(missingIn(stateAfter('a'))).toEqual([1, 2]);
    expect(expectedIn(stateAfter('a'))).toBe(1);
    // b was left out: it is missing, but the recipe no longer expects it.
    expect(missingIn(stateAfter('ac'))).toEqual([1]);
    expect(requiredIn(stateAfter('ac'))).toEqual([]);
    expect(stateAfter('abc')).toMatchObject({ complete: true, final: false });
    expect(stateAfter('abcz')).toMatchObject({ complete: true, final: true });
    expect(expectedIn(stateAfter('abcz'))).toBeNull();
  });
});
