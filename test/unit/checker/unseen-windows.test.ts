// Windows in which nothing could be seen, because the picture was damaged: what was done meanwhile is nobody's mistake.
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { SequenceEvent } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters, stretchesOf, told, windowsOf } from './letters.ts';

const recipe = parseRecipe('name: a\ntitle: A\nsteps: [a, b, c, d, e, f]\n', 'a.yaml');
const network = { labels: letters, background, confusion: null };

/** @param unseen Seconds of the work; each letter takes 3 s, after 1 s of nothing. */
function watch(work: string, unseen: readonly [from: number, to: number][]): SequenceEvent[] {
  const checker = createChecker(recipe, network);
  const events = [...windowsOf(stretchesOf(work))].flatMap((window) => {
    const middle = (window.startSeconds + window.endSeconds) / 2;
    if (!unseen.some(([from, to]) => middle >= from && middle < to)) return checker.push(window);
    checker.pushUnseen(window);
    return [];
  });
  return [...events, ...checker.finish()];
}

describe('a time in which nothing could be seen', () => {
  it.each<[string, string, [number, number][], string[]]>([
    ['a step that was done in it', 'abcdef', [[6.8, 9.8]], ['warn 1 2 3uncertain:c 4 5 6']],
    ['two steps that were done in it', 'abcdef', [[6.8, 12.8]], ['warn 1 2 3uncertain:c 4uncertain:d 5 6']],
    [
      'all but the first and the last step',
      'abcdef',
      [[3.8, 15.8]],
      ['warn 1 2uncertain:b 3uncertain:c 4uncertain:d 5uncertain:e 6'],
    ],
    ['a part of a step', 'abcdef', [[8, 9.8]], ['pass 1 2 3 4 5 6']],
    ['a pause between two steps', 'ab|cdef', [[9, 14]], ['pass 1 2 3 4 5 6']],
    ['a step that was left out at another time', 'abdef', [[1.2, 2]], ['fail 1 2 3missed 4 5 6']],
  ])('%s', (_, work, unseen, parts) => {
    expect(told(watch(work, unseen))).toEqual(parts);
  });

  it('says of a step that it was not seen', () => {
    const steps = watch('abcdef', [[6.8, 9.8]]).flatMap((event) =>
      event.type === 'stepJudged' && event.step.index === 3 ? [event.step] : [],
    );
    expect(steps).toMatchObject([{ status: 'uncertain', severity: 'warn', reason: { kind: 'notSeen' } }]);
  });

  it('neither begins a part nor ends one, however long it is', () => {
    const before = watch('', [[0.5, 600]]);
    expect(before).toEqual([]);
    const events = watch('abc', [[10, 11]]);
    expect(events.filter(({ type }) => type === 'partStarted')).toHaveLength(1);
  });

  it('neither finishes a part twice nor invents parts', () => {
    expect(told(watch('ab|||||||||||', [[6.8, 120]]))).toEqual([
      'warn 1 2 3uncertain:c 4uncertain:d 5uncertain:e 6uncertain:f',
    ]);
  });
});
