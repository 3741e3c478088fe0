// How the slow pathway picks its frames, and how bytes become normalised floats.
import type { Normalisation } from './card.ts';

/** `linspace(0, frames - 1, count)` cut to whole numbers, as PyTorchVideo's PackPathway samples. */
export function slowIndices(frames: number, count: number): readonly number[] {
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) => Math.floor((i * (frames - 1)) / (count - 1)));
}

/**
 * @param bytes `[T, H, W, 3]` uint8 RGB.
 * @param indices Which of the T pictures, in order.
 * @returns `[3, indices.length, H, W]` float32: scaled to 0..1, minus mean, divided by std.
 */
export function toPlanes(
  bytes: Uint8Array,
  indices: readonly number[],
  pixels: number,
  { mean, std }: Normalisation,
): Float32Array {
  const planes = new Float32Array(3 * indices.length * pixels);
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * std[channel]!);
    const offset = -mean[channel]! / std[channel]!;
    indices.forEach((frame, at) => {
      const to = (channel * indices.length + at) * pixels;
      const from = frame * pixels * 3 + channel;
      for (let i = 0; i < pixels; i++) planes[to + i] = bytes[from + 3 * i]! * scale + offset;
    });
  }
  return planes;
}
