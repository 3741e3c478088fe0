import { expect, it } from 'vitest';
import { recipeOfVariant } from '../../../src-inference/identity/index.ts';

const variants = [
  { pattern: 'V2-?ed', recipe: 'red' },
  { pattern: 'V2*', recipe: 'plain' },
];

it.each([
  ['V2-red', 'red'],
  ['V2-blue', 'plain'],
  ['V3', null],
])('variant %s is made by recipe %s', (variant, recipe) => {
  expect(recipeOfVariant(variants, variant)).toBe(recipe);
});
