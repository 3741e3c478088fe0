// Clips as another camera, another light and another person would have given them: layers that have seen them rely less on what
// only the taught recordings have in common. Pure.
import { createRandom, type Random } from '../../evaluation/index.ts';

export interface View {
  /** Other views of a recording have other names. */
  readonly name: string;
  /** @param frames `[T, H, W, 3]` uint8 RGB. @param clip Position in the recording. */
  alter(frames: Uint8Array, clip: number): Uint8Array;
}

/** Each in both directions from what is usual: factors as logarithms, shifts as shares of the side, angles in radians. */
const spread = {
  brightness: 0.27,
  contrast: 0.2,
  channel: 0.15,
  saturation: 0.4,
  hue: 0.35,
  zoom: 0.11,
  angle: 0.07,
  shift: 0.06,
} as const;

/** @param number From 1; the same number gives the same views. */
export function alteredView(number: number, { height, width }: { height: number; width: number }): View {
  return {
    name: `altered ${number}`,
    alter: (frames, clip) => altered(frames, height, width, createRandom(number * 1_000_003 + clip)),
  };
}

/** One change for all pictures of a clip. */
function altered(frames: Uint8Array, height: number, width: number, random: Random): Uint8Array {
  const about = (range: number): number => range * (2 * random.uniform() - 1);
  const colour = colourMatrix(about);
  const zoom = Math.exp(about(spread.zoom));
  const angle = about(spread.angle);
  const [cos, sin] = [Math.cos(angle) / zoom, Math.sin(angle) / zoom];
  const [right, down] = [about(spread.shift) * width, about(spread.shift) * height];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const picture = height * width * 3;
  const result = new Uint8Array(frames.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = inside(cos * (x - middleX) - sin * (y - middleY) + middleX + right, width);
      const fromY = inside(sin * (x - middleX) + cos * (y - middleY) + middleY + down, height);
      const from = (fromY * width + fromX) * 3;
      const to = (y * width + x) * 3;
      for (let start = 0; start < frames.length; start += picture) {
        const [r, g, b] = [frames[start + from]!, frames[start + from + 1]!, frames[start + from + 2]!];
        for (let c = 0; c < 3; c++) {
          const at = 4 * c;
          const value = colour[at]! * r + colour[at + 1]! * g + colour[at + 2]! * b + colour[at + 3]!;
          result[start + to + c] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
      }
    }
  }
  return result;
}

/** The nearest pixel; edges are repeated. */
function inside(position: number, length: number): number {
  return Math.min(length - 1, Math.max(0, Math.round(position)));
}

/** Rows `[r, g, b, 1]` for each channel: hue and saturation about the luma of ITU-R BT.601, then light. */
function colourMatrix(about: (range: number) => number): readonly number[] {
  const luma = [0.299, 0.587, 0.114];
  const hue = about(spread.hue);
  const saturation = Math.exp(about(spread.saturation));
  const [cos, sin] = [saturation * Math.cos(hue), saturation * Math.sin(hue)];
  const brightness = Math.exp(about(spread.brightness));
  const contrast = Math.exp(about(spread.contrast));
  // Colour differences U = B - Y and V = R - Y are turned against each other; green follows from the luma.
  const blue = [-luma[0]!, -luma[1]!, 1 - luma[2]!];
  const red = [1 - luma[0]!, -luma[1]!, -luma[2]!];
  const turnedBlue = blue.map((u, c) => cos * u - sin * red[c]!);
  const turnedRed = red.map((v, c) => sin * blue[c]! + cos * v);
  const rows = [
    luma.map((y, c) => y + turnedRed[c]!),
    luma.map((y, c) => y - (luma[0]! * turnedRed[c]! + luma[2]! * turnedBlue[c]!) / luma[1]!),
    luma.map((y, c) => y + turnedBlue[c]!),
  ];
  const middle = 128 * (1 - contrast);
  return rows.flatMap((row) => {
    const gain = contrast * brightness * Math.exp(about(spread.channel));
    return [...row.map((value) => gain * value), middle];
  });
}
