// Parses the numbers that are typed as options.
import { InvalidArgumentError } from 'commander';

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

export function positiveNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return number;
}

/** `2.5..5` */
export function secondsRange(text: string): readonly [number, number] {
  const [least, most] = text.split('..').map(Number);
  if (least === undefined || most === undefined || !(least > 0 && most >= least && most <= 600)) {
    throw new InvalidArgumentError('Give a range of seconds, such as 2.5..5.');
  }
  return [least, most];
}

/** `0.9`: a threshold of the checker. */
export function threshold(text: string): number {
  const number = Number(text);
  if (!(number >= 0.5 && number < 1)) {
    throw new InvalidArgumentError('Give a number of at least 0.5 and below 1, such as 0.9.');
  }
  return number;
}

/** `0.9`: the share of windows that a network names rightly. */
export function accuracy(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 1)) throw new InvalidArgumentError('Give a number above 0 and up to 1.');
  return number;
}

/** `0.8,0.9` */
export function thresholds(text: string): readonly number[] {
  return text.split(',').map(threshold);
}
