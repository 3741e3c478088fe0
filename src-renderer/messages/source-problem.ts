// Why a live source does not play, in the language of the screen. Pure.
import type { ErrorCode, PlainStationError } from '../../src-inference/contract/index.ts';
import { type Text, toldError } from '../text/index.tsx';

/** Their texts say all that a person at the station needs; address and port are in the log. */
const known: ReadonlySet<ErrorCode> = new Set([
  'source_unauthorized',
  'source_host_unknown',
  'source_unreachable',
  'source_refused',
  'source_silent',
  'source_delayed',
  'source_other_sender',
]);

export function sourceProblem(
  error: PlainStationError,
  text: Text,
  language: string,
): { readonly what: string; readonly remedy: string } {
  const { code } = error;
  if (!known.has(code)) return toldError(error, text, language);
  return { what: text(`errors.${code}.title`), remedy: text(`errors.${code}.remedy`) };
}
