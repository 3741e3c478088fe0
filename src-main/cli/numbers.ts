// Numbers as they are typed.
import { InvalidArgumentError } from 'commander';

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** `2.5..5` */
export function secondsRange(text: string): readonly [number, number] {
  const [least, most] = text.split('..').map(Number);
  if (least === undefined || most === undefined || !(least > 0 && most >= least && most <= 600)) {
    throw new InvalidArgumentError('It must be a range of seconds such as 2.5..5.');
  }
  return [least, most];
}

/** `0.8,0.9` */
export function shares(text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  if (!numbers.every((one) => one >= 0.5 && one < 1)) {
    throw new InvalidArgumentError('They must be numbers from 0.5 to 1, such as 0.8,0.9.');
  }
  return numbers;
}
