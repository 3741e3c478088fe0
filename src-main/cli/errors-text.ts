// How a network errs, in words.
import type { ErrorModel } from '../../src-inference/contract/index.ts';

/** Nearer to 1, a temperature changes a probability of 0.9 by less than 0.02. */
const negligibleFactor = 1.1;

/** One line or two, as "too sure: temperature 1.60; errors last 0.9 s". */
export function errorsText(errors: ErrorModel): readonly string[] {
  const { temperature, errorSeconds } = errors;
  const sure =
    temperature > negligibleFactor
      ? 'too sure'
      : temperature < 1 / negligibleFactor
        ? 'not sure enough'
        : 'as sure as it is right';
  const text = `${sure}: temperature ${temperature.toFixed(2)}; errors last ${errorSeconds.toFixed(1)} s`;
  return [text, ...highestBinText(errors)];
}

function highestBinText({ confidence: { right, wrong } }: ErrorModel): readonly string[] {
  const last = right.length - 1;
  const count = right[last]! + wrong[last]!;
  if (count === 0) return [];
  const share = ((100 * right[last]!) / count).toFixed(1);
  return [`after scaling, of ${count} windows with a probability of 0.9 or more, ${share} % are right`];
}
