// Two steps in each other's place are one mistake, and it is told once.
import { describe, expect, it } from 'vitest';
import { parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';
import { type Stretch, stretchesOf, told, watch } from './letters.ts';

const recipe = (steps: string): Recipe => parseRecipe(`name: a\ntitle: A\nsteps: ${steps}`, 'a.yaml');

/** What is told of mistakes, in the order in which it is told. */
const toldOf = (steps: string, work: string | readonly Stretch[]): string[] =>
  watch(recipe(steps), work).flatMap((event) =>
    event.type === 'stepJudged' && event.step.status !== 'ok'
      ? [`${event.amends ? 'amended ' : ''}${event.step.index} ${event.step.status}: ${event.step.remark}`]
      : [],
  );

describe('a swap', () => {
  it.each([
    ['bacd', '1 swapped: step 2 (b) was done before step 1 (a)'],
    ['acbd', '2 swapped: step 3 (c) was done before step 2 (b)'],
    ['abdc', '3 swapped: step 4 (d) was done before step 3 (c)'],
  ])('%s is told as such, with the times of the step that came late', (work, expected) => {
    // It is told while that step is in progress, and not once more at its end.
    expect(toldOf('[a, b, c, d]', work)).toEqual([expected]);
    const steps = watch(recipe('[a, b, c, d]'), work).flatMap((event) =>
      event.type === 'partEnded' ? event.steps.filter(({ status }) => status === 'swapped') : [],
    );
    expect(steps).toHaveLength(1);
    expect(steps[0]!.endSeconds! - steps[0]!.startSeconds!).toBeCloseTo(2, 0);
  });

  it('is amended when the missing step was told already, because the person stopped', () => {
    const work = [
      ...stretchesOf('ac'),
      { label: '-', seconds: 8 },
      { label: 'b', seconds: 2 },
      { label: '-', seconds: 1 },
      { label: 'd', seconds: 2 },
      { label: '-', seconds: 4 },
    ];
    const events = toldOf('[a, b, c, d]', work);
    expect(events).toEqual([
      '2 missed: not done',
      'amended 2 swapped: step 3 (c) was done before step 2 (b)',
    ]);
    expect(told(watch(recipe('[a, b, c, d]'), work))).toEqual(['fail 1 2swapped:b 3 4']);
  });

  it('is no swap when the step is not done after all', () => {
    expect(toldOf('[a, b, c, d, e]', 'acde')).toEqual(['2 missed: not done']);
  });

  it('weighs what it weighs at either step', () => {
    const lenient = '{step: b, order: warn}';
    expect(told(watch(recipe(`[a, ${lenient}, c, d]`), 'acbd'))).toEqual(['fail 1 2swapped:b 3 4']);
    expect(told(watch(recipe(`[a, ${lenient}, {step: c, order: warn}, d]`), 'acbd'))).toEqual([
      'warn 1 2swapped:b 3 4',
    ]);
  });

  it('that is done again in the right order is corrected', () => {
    expect(told(watch(recipe('[a, b, c, d]'), 'acbcd'))).toEqual(['warn 1 2corrected:b 3 4']);
  });
});
