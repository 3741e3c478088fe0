import { expect, test } from 'vitest';
import { growthOf } from '../../soak/growth.ts';

const minutes = Array.from({ length: 120 }, (_, minute) => minute / 60);

test('a steady growth is found exactly', () => {
  const growth = growthOf(minutes.map((hours) => [hours, 300 + 2.5 * hours]))!;
  expect(growth.slope).toBeCloseTo(2.5, 6);
  expect(growth.error).toBeCloseTo(0, 6);
});

test('what only swings grows by less than twice its error', () => {
  const growth = growthOf(minutes.map((hours) => [hours, 300 + 5 * Math.sin(hours * 40)]))!;
  expect(Math.abs(growth.slope)).toBeLessThan(2 * growth.error);
});

test('too few samples say nothing', () => {
  expect(growthOf([])).toBeNull();
  expect(growthOf([[0, 1]])).toBeNull();
  expect(
    growthOf([
      [0, 1],
      [1, 2],
    ]),
  ).toBeNull();
});
