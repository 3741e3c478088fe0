import { expect, it } from 'vitest';
import { argmax, type Verdict, worseVerdict } from '../../../src-inference/contract/index.ts';

it.each<[Verdict | null, Verdict, Verdict]>([
  [null, 'pass', 'pass'],
  ['pass', 'warn', 'warn'],
  ['fail', 'warn', 'fail'],
  ['warn', 'fail', 'fail'],
  ['warn', 'warn', 'warn'],
])('the worse of %s and %s is %s', (known, other, worse) => {
  expect(worseVerdict(known, other)).toBe(worse);
});

it.each([
  [[0.2, 0.5, 0.3], 1],
  [[0.4, 0.2, 0.4], 0],
  [[], -1],
])('the largest of %j stands at %i', (values, position) => {
  expect(argmax(values)).toBe(position);
});
