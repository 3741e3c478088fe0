// What a network takes for one window, whichever way the card says it.
import { type Axes, layoutAxes, type PictureSize, shapeOf } from './axes.ts';

/** Mean and standard deviation of each channel in the order R, G, B, of pixels scaled to 0..1. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

export const channelOrders = ['RGB', 'BGR'] as const;

interface PictureTensor {
  readonly name: string;
  readonly axes: Axes;
  readonly channels: (typeof channelOrders)[number];
  /** Pictures that it takes of the window; fewer in the slow one of two pathways. */
  readonly frames: number;
}

/** One input of pictures. */
export type InputTensor = PictureTensor &
  (
    | { readonly type: 'uint8' }
    | { readonly type: 'float32' | 'float16'; readonly normalisation: Normalisation }
  );

/** What the network gives back and takes again with the next window; zeros at the start. */
export interface StateTensor {
  readonly input: string;
  readonly output: string;
  /** Null: as the network says. */
  readonly shape: readonly number[] | null;
}

export interface InputLayout extends PictureSize {
  /** Two of a network with a slow and a fast pathway, otherwise one. */
  readonly tensors: readonly InputTensor[];
  /** Empty for a network that looks at every window by itself. */
  readonly state: readonly StateTensor[];
}

/** `[T, H, W, 3]` uint8 RGB: the bytes of a clip as they are. */
export function bytesLayout(name: string, size: PictureSize): InputLayout {
  const { frames, height, width } = size;
  const tensor = { name, axes: layoutAxes.frames, type: 'uint8', channels: 'RGB', frames } as const;
  return { frames, height, width, tensors: [tensor], state: [] };
}

export function takesBytes({ tensors }: InputLayout): boolean {
  const [first] = tensors;
  return (
    tensors.length === 1 &&
    first!.type === 'uint8' &&
    first!.axes === layoutAxes.frames &&
    first!.channels === 'RGB'
  );
}

export function shapeOfTensor(
  { axes, frames }: InputTensor,
  { height, width }: PictureSize,
): readonly number[] {
  return shapeOf(axes, { frames, height, width });
}

/** As in "clip: 1 x 3 x 8 x 32 x 32 float32". */
export function describeInput(input: InputLayout): string {
  const pictures = input.tensors.map((tensor) => `${tensor.name}: ${describeTensor(tensor, input)}`);
  const states = input.state.map((state) => `state ${state.input}`);
  return [...pictures, ...states].join(', ');
}

export function describeTensor(tensor: InputTensor, size: PictureSize): string {
  const order = tensor.channels === 'BGR' ? ' BGR' : '';
  return `${shapeOfTensor(tensor, size).join(' x ')} ${tensor.type}${order}`;
}
