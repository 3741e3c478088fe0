// A clip of moving waves to measure with. Zeros would not do: some kernels are faster on them.
import type { InputLayout } from '../model/index.ts';

/** @returns `[T, H, W, 3]` uint8. */
export function pseudoClip({ frames, height, width }: InputLayout): Uint8Array {
  const clip = new Uint8Array(frames * height * width * 3);
  let at = 0;
  for (let t = 0; t < frames; t++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < 3; channel++) {
          clip[at++] = 128 + 100 * Math.sin((x + 2 * t) / 17) * Math.cos((y - t) / (23 + channel));
        }
      }
    }
  }
  return clip;
}
