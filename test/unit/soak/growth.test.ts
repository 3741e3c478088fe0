import { expect, test } from 'vitest';
import { growthOf } from '../../soak/growth.ts';

const minutes = Array.from({ length: 120 }, (_, minute) => minute / 60);

test('a steady growth is found exactly', () => {
  const growth = growthOf(
    minutes.map((hours) => [hours, 300 + 2.5 * hours]),
    'mean',
  )!;
  expect(growth.slope).toBeCloseTo(2.5, 6);
  expect(growth.error).toBeCloseTo(0, 6);
});

test('what only swings grows by less than twice its error', () => {
  const growth = growthOf(
    minutes.map((hours) => [hours, 300 + 5 * Math.sin(hours * 40)]),
    'mean',
  )!;
  expect(Math.abs(growth.slope)).toBeLessThan(2 * growth.error);
});

test('what comes on top of it now and then does not hide what is held for good', () => {
  const growth = growthOf(
    minutes.map((hours, at) => [hours, 300 + 2.5 * hours + (at % 3 === 0 ? 200 * (1 - hours / 4) : 0)]),
    'lowest',
  )!;
  expect(growth.slope).toBeCloseTo(2.5, 6);
});

test('too few samples say nothing', () => {
  expect(growthOf([], 'mean')).toBeNull();
  expect(growthOf([[0, 1]], 'mean')).toBeNull();
  expect(
    growthOf(
      [
        [0, 1],
        [1, 2],
      ],
      'mean',
    ),
  ).toBeNull();
});
