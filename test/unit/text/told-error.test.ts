import { expect, it } from 'vitest';
import { createTexts, toldError } from '../../../src-renderer/text/index.tsx';

const error = {
  code: 'recipe_mismatch',
  message: 'The recipe asks for "bearing".',
  hint: 'Did you mean "spacer"?',
} as const;

it('an error is told in the words of the engine where the screen speaks its language', () => {
  const { t: text } = createTexts('en');
  expect(toldError(error, text, 'en')).toEqual({ what: error.message, remedy: error.hint, original: null });
  expect(toldError({ ...error, hint: undefined }, text, 'en').remedy).toBe(
    text('errors.recipe_mismatch.remedy'),
  );
});

it('elsewhere what is wrong and what to do come in the language of the screen, and those words after them', () => {
  const { t: text } = createTexts('es');
  expect(toldError(error, text, 'es')).toEqual({
    what: text('errors.recipe_mismatch.title'),
    remedy: text('errors.recipe_mismatch.remedy'),
    original: `${error.message} ${error.hint}`,
  });
});
