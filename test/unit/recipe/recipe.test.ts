// The recipe language: how recipes are expanded.
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';

const head = 'name: a\ntitle: A\n';
const read = (steps: string) => parseRecipe(`${head}${steps}`, 'a.yaml');

describe('a recipe', () => {
  it('expands repeats, nested ones too, to numbered steps with their round and line', () => {
    const { steps } = read(
      'steps:\n  - x\n  - repeat: 2\n    sequence:\n      - y\n      - {repeat: 2, sequence: [z]}\n',
    );
    expect(steps.map((step) => step.label).join(' ')).toBe('x y z z y z z');
    expect(steps.map((step) => step.index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(steps[4]).toMatchObject({ round: { number: 2, of: 2 }, line: 7 });
    expect(steps[0]).toMatchObject({ round: null, title: 'x', optional: false, minSeconds: null, line: 4 });
  });

  it('knows which steps a right part may leave out', () => {
    const { steps } = read(
      'steps: [x, {optional: true, repeat: 2, sequence: [y, z]}, {step: u, optional: true}]',
    );
    expect(steps.map((step) => step.optional)).toEqual([false, true, true, true, true, true]);
  });
});

describe('the steps of a recipe', () => {
  const told = (text: string, key: 'time' | 'piece' | 'choice' | 'after' | 'wait') =>
    read(text).steps.map((step) => step[key]);

  it('know their times, their pieces and what suffices of their group', () => {
    expect(told('steps: [{step: x, repeat: 1..2}]', 'time')).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    expect(told('part: {batch: 2}\nsteps: [x, y]', 'piece').map((piece) => piece)).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    expect(told('steps: [{atLeast: 1, anyOrder: [x, y]}]', 'choice')).toEqual([
      { least: 1, of: 2 },
      { least: 1, of: 2 },
    ]);
  });

  it('come after steps that stand in other groups', () => {
    const text =
      'steps: [{anyOrder: [{sequence: [x, y]}, {sequence: [u, {step: v, after: [y]}]}, {step: z, repeat: 2, after: [x]}]}]';
    expect(told(text, 'after')).toEqual([[], [], [], [2], [1], [1]]);
  });

  it('wait since the same piece', () => {
    const text = 'part: {batch: 2}\nsteps: [glue, {step: y, wait: {since: glue, maxSeconds: 9}}]';
    expect(told(text, 'wait').slice(2)).toEqual([
      { since: [1], minSeconds: null, maxSeconds: 9 },
      { since: [2], minSeconds: null, maxSeconds: 9 },
    ]);
  });
});
