// Which actions a network confuses most, for the sentence above the confusion matrix.
import { expect, it } from 'vitest';
import { worstPairs } from '../../../src-renderer/ui/confusion-pairs.ts';

it('names the largest shares first, of the windows in which the action was done', () => {
  const counts = [
    [900, 60, 40],
    [10, 90, 0],
    [5, 1, 94],
  ];
  expect(worstPairs(counts)).toEqual([
    { done: 1, named: 0, share: 0.1 },
    { done: 0, named: 1, share: 0.06 },
    { done: 2, named: 0, share: 0.05 },
  ]);
  expect(worstPairs(counts, 1)).toHaveLength(1);
});

it('leaves out single windows, rare errors and actions that were not measured', () => {
  expect(
    worstPairs([
      [8, 2, 0],
      [5, 995, 0],
      [0, 0, 0],
    ]),
  ).toEqual([]);
});
