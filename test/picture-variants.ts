// What happens to cameras, made of good pictures: each variant changes wide frames and cuts out of them what the network would see.
import { openSource } from '../src-inference/media/index.ts';

/** Side of the frames that variants are made of, and of what is cut out of their middle. Pixels. */
const wide = 192;
const cut = 144;

export interface WideVideo {
  readonly name: string;
  /** `[192, 192, 3]` uint8 RGB. */
  readonly frames: readonly Uint8Array[];
  readonly framesPerSecond: number;
}

/** @returns Some frames of each second of a video. */
export async function readWideVideo(path: string, framesPerSecond = 4): Promise<WideVideo> {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: wide, height: wide }, router: null, onState: () => undefined },
  );
  const frames: Uint8Array[] = [];
  try {
    for await (const { data, presentationSeconds } of source.frames()) {
      if (presentationSeconds >= frames.length / framesPerSecond - 0.001) frames.push(data);
    }
  } finally {
    await source.close();
  }
  return { name: path, frames, framesPerSecond };
}

/** Brightness of a place of the wide frame, between pixels; outside of it that of its edge. */
type Sample = (x: number, y: number, channel: number) => number;
/** @param sample The frame as it is. @param x, y Of the wide frame, in pixels. @param index Of the frame. */
export type Variant = (sample: Sample, x: number, y: number, channel: number, index: number) => number;

export const variants = {
  asItIs: (sample, x, y, channel) => sample(x, y, channel),
  lamp80: (sample, x, y, channel) => 0.8 * sample(x, y, channel),
  lamp120: (sample, x, y, channel) => 1.2 * sample(x, y, channel),
  flicker: (sample, x, y, channel, index) => (index % 2 === 0 ? 0.85 : 1.15) * sample(x, y, channel),
  dark: (sample, x, y, channel) => 0.15 * sample(x, y, channel),
  white: (sample, x, y, channel) => 120 + 4 * sample(x, y, channel),
  covered: () => 90,
  covered70: (sample, x, y, channel) => (x < 24 + 0.7 * cut ? 60 : sample(x, y, channel)),
  blurred: (sample, x, y, channel) => blurred(sample, x, y, channel, 3),
  slightlyBlurred: (sample, x, y, channel) => blurred(sample, x, y, channel, 1.5),
  shifted3: (sample, x, y, channel) => sample(x + 0.03 * cut, y, channel),
  shifted5: (sample, x, y, channel) => sample(x + 0.05 * cut, y, channel),
  shifted10: (sample, x, y, channel) => sample(x, y + 0.1 * cut, channel),
  shifted20: (sample, x, y, channel) => sample(x - 0.2 * cut, y, channel),
  turned3: (sample, x, y, channel) => turned(sample, x, y, channel, 3, 1),
  turned6: (sample, x, y, channel) => turned(sample, x, y, channel, 6, 1),
  nearer10: (sample, x, y, channel) => turned(sample, x, y, channel, 0, 1.1),
} satisfies Record<string, Variant>;
export type VariantName = keyof typeof variants | 'frozen';

function turned(
  sample: Sample,
  x: number,
  y: number,
  channel: number,
  degrees: number,
  zoom: number,
): number {
  const [middle, angle] = [(wide - 1) / 2, (degrees * Math.PI) / 180];
  const [dx, dy] = [x - middle, y - middle];
  const [cosine, sine] = [Math.cos(angle) / zoom, Math.sin(angle) / zoom];
  return sample(middle + cosine * dx - sine * dy, middle + sine * dx + cosine * dy, channel);
}

/** Points around the place on two rings: near enough to a lens that is out of focus. */
function blurred(sample: Sample, x: number, y: number, channel: number, radius: number): number {
  let sum = sample(x, y, channel);
  for (const ring of [radius / 2, radius]) {
    for (let point = 0; point < 8; point++) {
      const angle = (point * Math.PI) / 4;
      sum += sample(x + ring * Math.cos(angle), y + ring * Math.sin(angle), channel);
    }
  }
  return sum / 17;
}

/** @param size Side of the frame for the network. @returns `[size, size, 3]` uint8 RGB. */
export function networkFrame(frame: Uint8Array, variant: Variant, index: number, size = 64): Uint8Array {
  const at = (x: number, y: number, channel: number): number => {
    const column = Math.max(0, Math.min(wide - 1, x));
    const row = Math.max(0, Math.min(wide - 1, y));
    return frame[(row * wide + column) * 3 + channel]!;
  };
  const sample: Sample = (x, y, channel) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, down] = [x - left, y - top];
    if (right === 0 && down === 0) return at(left, top, channel);
    return (
      (at(left, top, channel) * (1 - right) + at(left + 1, top, channel) * right) * (1 - down) +
      (at(left, top + 1, channel) * (1 - right) + at(left + 1, top + 1, channel) * right) * down
    );
  };
  const seen = new Uint8ClampedArray(size * size * 3);
  const [border, scale] = [(wide - cut) / 2, cut / size];
  const points = Math.round(scale);
  for (let y = 0, to = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let part = 0; part < points * points; part++) {
          const column = border + (x + ((part % points) + 0.5) / points) * scale - 0.5;
          const row = border + (y + (Math.floor(part / points) + 0.5) / points) * scale - 0.5;
          sum += variant(sample, Math.round(column), Math.round(row), channel, index);
        }
        seen[to++] = sum / (points * points);
      }
    }
  }
  return new Uint8Array(seen.buffer);
}
