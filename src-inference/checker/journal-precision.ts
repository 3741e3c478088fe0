// The precision of the journal. The checker sees what the journal holds, so that judging the journal again gives the same.
import type { WindowScores } from '../contract/index.ts';
import { journalDigits } from './parameters.ts';

const scale = 10 ** journalDigits;

/**
 * The window with its probabilities as the journal keeps them. A rounded window stays as it is. What is no probability, as a
 * broken network may give it, counts as 0: it tells nothing.
 */
export function roundWindow(window: WindowScores): WindowScores {
  return { ...window, probabilities: window.probabilities.map(rounded) };
}

function rounded(value: number): number {
  return Number.isFinite(value) ? Math.round(Math.min(Math.max(value, 0), 1) * scale) / scale : 0;
}
