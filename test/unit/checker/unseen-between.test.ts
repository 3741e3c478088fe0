import { expect, it } from 'vitest';
import { unseenBetween } from '../../../src-inference/checker/index.ts';

const at = (startSeconds: number) => ({ startSeconds, endSeconds: startSeconds + 1 });

it.each<[string, number, number, number[]]>([
  ['windows that overlap', 10, 9.5, []],
  ['a gap that is shorter than a window', 10, 10.9, []],
  ['a gap', 10, 12, [10.5, 11, 11.5, 12, 12.5]],
  ['hours', 10, 10_000, []],
])('%s', (_, lastSeconds, startSeconds, ends) => {
  expect(unseenBetween(lastSeconds, at(startSeconds)).map(({ endSeconds }) => endSeconds)).toEqual(ends);
});

it('windows without a length make no endless list', () => {
  expect(unseenBetween(0, { startSeconds: 20, endSeconds: 20 }).length).toBeLessThan(50);
});
