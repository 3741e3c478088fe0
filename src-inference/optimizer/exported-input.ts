// Which networks the optimizer takes, by what the card says of their inputs and of their answer.
import { StationError } from '../contract/index.ts';
import {
  type InputTensor,
  layoutAxes,
  type ModelCard,
  shapeOfTensor,
  slowIndices,
  takesBytes,
} from '../model/index.ts';
import type { Preprocessing } from './passes/fuse-preprocessing.ts';

/** @throws StationError `not_possible`: what the passes were not made for. */
export function mustBeOptimizable(card: ModelCard): void {
  const error = whyNotOptimizable(card);
  if (error) throw error;
}

/** Null: the passes take the network of this card. */
export function whyNotOptimizable({ input, output, places }: ModelCard): StationError | null {
  const refusal = (what: string, hint: string): StationError =>
    new StationError('not_possible', `The optimizer does not take ${what}.`, { ...places.input, hint });
  if (input.state.length > 0) {
    return refusal(
      `a network with a state from window to window ("${input.state[0]!.input}")`,
      'It runs as it was exported. An export without a state, over whole windows, can be optimised.',
    );
  }
  if (output.rows !== 'one') {
    return refusal(
      'a network that answers several rows',
      'It runs as it was exported. Export it with the mean over the pictures inside, and it can be optimised.',
    );
  }
  if (!takesBytes(input) && !input.tensors.every(isFloatClip)) {
    const { axes, type, channels } = input.tensors[0]!;
    return refusal(
      `pictures as ${axes} ${type} ${channels}`,
      'It runs as it was exported. Export it with float32 RGB pictures as NCTHW, or with bytes as THWC, and it can be optimised.',
    );
  }
  return null;
}

function isFloatClip({ type, axes, channels }: InputTensor): boolean {
  return type === 'float32' && axes === layoutAxes.clip && channels === 'RGB';
}

/** Shapes of the inputs by name. */
export function inputShapes({ input }: ModelCard): ReadonlyMap<string, readonly number[]> {
  return new Map(input.tensors.map((tensor) => [tensor.name, shapeOfTensor(tensor, input)]));
}

/** What the engine does to the pictures before the network gets them; null when it gets bytes. */
export function preprocessingOf({ input }: ModelCard): Preprocessing | null {
  const { frames, height, width, tensors } = input;
  const [first] = tensors;
  if (first === undefined || first.type === 'uint8') return null;
  return {
    size: [frames, height, width],
    ...first.normalisation,
    inputs: tensors.map((tensor) => ({ name: tensor.name, indices: slowIndices(frames, tensor.frames) })),
  };
}
