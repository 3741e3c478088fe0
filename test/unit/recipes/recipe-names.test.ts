import { describe, expect, it } from 'vitest';
import { freeName, isUsableName, nameFromTitle } from '../../../src-renderer/recipes/recipe-names.ts';

describe('names of recipes', () => {
  it.each([
    ['Flexible coupling, 2', 'flexible-coupling-2'],
    ['Árbol de levas', 'arbol-de-levas'],
    ['  --  ', ''],
  ])('makes a name of the title %j', (title, name) => {
    expect(nameFromTitle(title)).toBe(name);
  });

  it('finds the first that is free', () => {
    expect(freeName('a', [])).toBe('a');
    expect(freeName('a', ['a', 'a-2'])).toBe('a-3');
  });

  it.each(['a', 'gearbox 2', 'Wärmetauscher_1.b'])('takes %j', (name) => {
    expect(isUsableName(name)).toBe(true);
  });

  it.each(['', '.hidden', '../up', 'a/b', 'x'.repeat(65)])('refuses %j', (name) => {
    expect(isUsableName(name)).toBe(false);
  });
});
