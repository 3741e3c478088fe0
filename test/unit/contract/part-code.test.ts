import { expect, it } from 'vitest';
import { meetsCode } from '../../../src-inference/contract/index.ts';

it.each<[string, string | null, boolean]>([
  ['L*', 'L-12', true],
  ['L*', 'L', true],
  ['L*', 'AL-12', false],
  ['L*', 'l-12', false],
  ['L*', null, false],
  ['*', '', true],
  ['*', null, false],
  ['*-H', 'L-12-H', true],
  ['*-H', 'L-12-HX', false],
  ['A?7', 'A77', true],
  ['A?7', 'A7', false],
  ['A.7', 'A77', false],
  [`${'*a'.repeat(30)}b`, 'a'.repeat(5000), false],
])('%j and the code %j: %s', (pattern, code, fits) => {
  expect(meetsCode({ when: [pattern], unless: [] }, code)).toBe(fits);
  expect(meetsCode({ when: [], unless: [pattern] }, code)).toBe(!fits);
});
