// What a screen tells of an error of the engine.
import type { TFunction } from 'i18next';
import type { PlainStationError } from '../../src-inference/contract/index.ts';

export interface ToldError {
  /** What is wrong. */
  readonly what: string;
  /** What to do. */
  readonly remedy: string;
  /** In English, what the engine said; null: it is in the two others. */
  readonly original: string | null;
}

/**
 * The engine speaks English, and names places and values. In another language the text of the code is told first, which everybody
 * understands, and the words of the engine after it.
 */
export function toldError(
  {
    code,
    message,
    hint,
  }: Pick<PlainStationError, 'code' | 'message'> & { readonly hint?: string | undefined },
  text: TFunction,
  language: string,
): ToldError {
  const remedy = text(`errors.${code}.remedy`);
  if (language.startsWith('en')) return { what: message, remedy: hint ?? remedy, original: null };
  return {
    what: text(`errors.${code}.title`),
    remedy,
    original: hint === undefined ? message : `${message} ${hint}`,
  };
}
