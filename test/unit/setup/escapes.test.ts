import { expect, it } from 'vitest';
import { readEscapes, showEscapes } from '../../../src-renderer/setup/identity/escapes.ts';

it.each([
  ['\u001d', '\\x1d'],
  ['\u0002ID-', '\\x02ID-'],
  ['a\\b', 'a\\\\b'],
  ['\\x1d', '\\\\x1d'],
])('%j is shown as %s and read back', (text, shown) => {
  expect(showEscapes(text)).toBe(shown);
  expect(readEscapes(shown)).toBe(text);
});

it('leaves an escape that is not finished as it was typed', () => {
  expect(readEscapes('\\x1')).toBe('\\x1');
});
