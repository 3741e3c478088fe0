// A right execution of any recipe is right to the automaton, and the states that it needs stay few.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAutomaton } from '../../../src-inference/checker/automaton/automaton.ts';
import { progressKey } from '../../../src-inference/checker/automaton/progress.ts';
import type { State } from '../../../src-inference/checker/automaton/state.ts';
import { createLabelTable } from '../../../src-inference/checker/labels.ts';
import { describeRecipe, parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';
import { doRight, drawFrom, writeRecipe } from './written-recipe.ts';

function automatonOf(recipe: Recipe) {
  const names = ['-', 'x', ...new Set(recipe.steps.map(({ label }) => label))];
  return { ...createAutomaton(recipe, createLabelTable(recipe, names, '-')), names };
}

/** The states after these actions, each being a step in its turn. */
function statesAfter(recipe: Recipe, work: readonly string[]): ReadonlySet<State> {
  const { start, transitionsFrom, names } = automatonOf(recipe);
  let states = new Set([start]);
  for (const label of work) {
    const next = [...states].flatMap((state) => transitionsFrom(state, names.indexOf(label)));
    const right = next.filter(
      ({ meaning, missed, ended }) => meaning.kind === 'match' && missed.length === 0 && ended === null,
    );
    states = new Set(right.map(({ to }) => to));
  }
  return states;
}

describe('for every recipe', () => {
  it('a right execution is right, and complete at its end only', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, order) => {
        const text = writeRecipe(drawFrom(seed));
        const recipe = parseRecipe(text, 'drawn.yaml');
        const work = doRight(describeRecipe(recipe), drawFrom(order));
        const states = statesAfter(recipe, work);
        expect(
          [...states].some(({ complete }) => complete),
          `${text}\n${work.join(' ')}`,
        ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a required step with its own label cannot be left out', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (seed, order, nat) => {
        const recipe = parseRecipe(writeRecipe(drawFrom(seed)), 'drawn.yaml');
        const work = doRight(describeRecipe(recipe), drawFrom(order));
        const labels = recipe.steps.map(({ label }) => label);
        const required = recipe.steps.filter(
          ({ label, optional }) => !optional && labels.indexOf(label) === labels.lastIndexOf(label),
        );
        const left = required[nat % Math.max(required.length, 1)]?.label;
        const less = work.filter((label) => label !== left);
        const isComplete = [...statesAfter(recipe, less)].some(({ complete }) => complete);
        expect(isComplete).toBe(left === undefined);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a counted step', () => {
  it('needs one state for each time and each choice beside it, not one for each subset of its times', () => {
    const recipe = parseRecipe(
      'name: a\ntitle: A\nsteps: [{anyOrder: [{step: nut, repeat: 18..20}, strip, plate]}]',
      'a.yaml',
    );
    const { start, transitionsFrom, names } = automatonOf(recipe);
    const seen = new Set([start]);
    for (const state of seen) {
      for (const label of names.keys()) {
        for (const { meaning, missed, to } of transitionsFrom(state, label)) {
          if (meaning.kind === 'match' && missed.length === 0) seen.add(to);
        }
      }
    }
    const progresses = new Set([...seen].map(({ progress }) => progressKey(progress)));
    expect(progresses.size).toBeLessThanOrEqual(21 * 4 + 1);
  });
});
