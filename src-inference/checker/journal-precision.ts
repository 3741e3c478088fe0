// The precision of the journal. The checker sees what the journal holds, so that judging the journal again gives the same.
import type { WindowScores } from '../contract/index.ts';
import { journalDigits } from './parameters.ts';

const scale = 10 ** journalDigits;

/** The window with its probabilities as the journal keeps them. A rounded window stays as it is. */
export function roundWindow(window: WindowScores): WindowScores {
  return { ...window, probabilities: window.probabilities.map((value) => Math.round(value * scale) / scale) };
}
