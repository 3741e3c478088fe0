// Bytes of a clip as the tensors that a network takes.
import { type PictureSize, stridesOf } from './axes.ts';
import { toHalf } from './half.ts';
import { type InputLayout, type InputTensor, shapeOfTensor, takesBytes } from './input.ts';

/** Half precision is there as its bits. */
type ClipData = Uint8Array | Float32Array | Uint16Array;

export interface ClipTensor {
  readonly type: InputTensor['type'];
  readonly shape: readonly number[];
  readonly data: ClipData;
}

/**
 * @param bytes `[T, H, W, 3]` uint8 RGB.
 * @returns By the name of the input. A network that takes bytes as they are gets these, not a copy.
 */
export function clipTensors(bytes: Uint8Array, input: InputLayout): ReadonlyMap<string, ClipTensor> {
  return new Map(
    input.tensors.map((tensor) => [
      tensor.name,
      {
        type: tensor.type,
        shape: shapeOfTensor(tensor, input),
        data: takesBytes(input) ? bytes : filled(bytes, tensor, input),
      },
    ]),
  );
}

/** `linspace(0, frames - 1, count)` cut to whole numbers, as PyTorchVideo's PackPathway samples. */
export function slowIndices(frames: number, count: number): readonly number[] {
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) => Math.floor((i * (frames - 1)) / (count - 1)));
}

function filled(bytes: Uint8Array, tensor: InputTensor, size: PictureSize): ClipData {
  const { height, width } = size;
  const { T, C, H, W } = stridesOf(tensor.axes, { frames: tensor.frames, height, width });
  const data = newData(tensor.type, 3 * tensor.frames * height * width);
  const pictures = slowIndices(size.frames, tensor.frames);
  for (let channel = 0; channel < 3; channel++) {
    const values = valuesOf(tensor, channel);
    const place = tensor.channels === 'RGB' ? channel : 2 - channel;
    pictures.forEach((picture, at) => {
      let from = picture * height * width * 3 + channel;
      for (let y = 0; y < height; y++) {
        let to = at * T + place * C + y * H;
        for (let x = 0; x < width; x++) {
          data[to] = values[bytes[from]!]!;
          to += W;
          from += 3;
        }
      }
    });
  }
  return data;
}

function newData(type: InputTensor['type'], length: number): ClipData {
  if (type === 'uint8') return new Uint8Array(length);
  return type === 'float32' ? new Float32Array(length) : new Uint16Array(length);
}

/** What each of the 256 bytes of a channel becomes: scaled to 0..1, minus mean, divided by std. */
function valuesOf(tensor: InputTensor, channel: number): ClipData {
  const values = newData(tensor.type, 256);
  if (tensor.type === 'uint8') return values.map((_, byte) => byte);
  const { mean, std } = tensor.normalisation;
  const scale = 1 / (255 * std[channel]!);
  const offset = -mean[channel]! / std[channel]!;
  const write = tensor.type === 'float16' ? toHalf : (value: number): number => value;
  return values.map((_, byte) => write(byte * scale + offset));
}
