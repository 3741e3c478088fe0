// Why a live source does not play, in the language of the screen. Pure.
import type { ErrorCode, PlainStationError } from '../../src-inference/contract/index.ts';
import type { Text } from '../text/index.tsx';

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
  { code, message, hint }: PlainStationError,
  text: Text,
): { readonly what: string; readonly remedy: string } {
  if (!known.has(code)) return { what: message, remedy: hint ?? '' };
  return { what: text(`errors.${code}.title`), remedy: text(`errors.${code}.remedy`) };
}
