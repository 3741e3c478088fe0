// Card and network disagree: what the card says and where, what the network has, and what to write.
import { basename } from 'node:path';
import { StationError } from '../contract/index.ts';
import { guessInput } from './axes.ts';
import type { CardPlace } from './card.ts';

/** What ONNX Runtime tells of an input: a text, or a number below 1, for a size that is not fixed. */
export interface TensorForm {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/**
 * @param what Goes on after "Card and network disagree: ".
 * @param hint What to write into the card.
 */
export function mismatch(what: string, place: CardPlace, hint: string): StationError {
  return new StationError('model_mismatch', `Card and network disagree: ${what}.`, { ...place, hint });
}

/** @param expected What the card says, in words. */
export function inputMismatch(
  actual: TensorForm,
  expected: string,
  file: string,
  place: CardPlace,
): StationError {
  return mismatch(
    `the card says that input "${actual.name}" is ${expected}, ${basename(file)} has ${wordForm(actual)}`,
    place,
    inputHint(actual),
  );
}

function inputHint({ type, shape }: TensorForm): string {
  const guess = guessInput(shape.map((size) => (typeof size === 'number' && size > 0 ? size : null)));
  if (!['uint8', 'float16', 'float32'].includes(type)) {
    return `A network that takes ${type} is not understood: export it with float32, float16 or uint8 pictures.`;
  }
  if (guess === null) {
    return 'Write the axes of the network as "axes: ..." (docs/model-card.md), or export it for one clip at a time.';
  }
  const { axes, frames, height, width } = guess;
  const sizes = Object.entries({ frames, height, width }).flatMap(([field, size]) =>
    size === null ? [] : [`${field}: ${size}`],
  );
  return `Write "${[`axes: ${axes}`, `type: ${type}`, ...sizes].join(', ')}" in place of what differs there.`;
}

export function wordForm({ shape, type }: Pick<TensorForm, 'shape' | 'type'>): string {
  return `${shape.map((size) => (typeof size === 'number' && size < 1 ? '?' : size)).join(' x ')} ${type}`;
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
