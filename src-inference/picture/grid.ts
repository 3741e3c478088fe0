// A frame made small: what is measured of it does not depend on the size that the network wants. Pure.

/** Points along each side of a grid: a power of two, for the Fourier transform. */
export const gridSize = 64;
/** Frames are made at most so large before they are looked at: sharpness is seen at this size. Pixels. */
const mostPixels = 128;

interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface RgbPicture extends FrameSize {
  /** `[height, width, 3]` uint8 RGB. */
  readonly data: Uint8Array;
}

/** Brightness, `[height, width]`, 0 to 255. */
export interface Luma extends FrameSize {
  readonly data: Float32Array;
}

/** Means of squares of pixels, so that neither side has more than 128. */
export function reduced({ width, height, data }: RgbPicture): RgbPicture {
  const factor = Math.ceil(Math.max(width, height) / mostPixels);
  if (factor === 1) return { width, height, data };
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  const small = new Uint8Array(columns * rows * 3);
  const area = factor * factor;
  for (let y = 0, at = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (let dy = 0; dy < factor; dy++) {
        let from = ((y * factor + dy) * width + x * factor) * 3;
        for (let dx = 0; dx < factor; dx++) {
          red += data[from++]!;
          green += data[from++]!;
          blue += data[from++]!;
        }
      }
      small[at++] = red / area;
      small[at++] = green / area;
      small[at++] = blue / area;
    }
  }
  return { width: columns, height: rows, data: small };
}

/** Weights of ITU-R BT.601. */
export function lumaOf({ width, height, data }: RgbPicture): Luma {
  const luma = new Float32Array(width * height);
  for (let at = 0, from = 0; at < luma.length; at++, from += 3) {
    luma[at] = 0.299 * data[from]! + 0.587 * data[from + 1]! + 0.114 * data[from + 2]!;
  }
  return { width, height, data: luma };
}

/** `[64, 64]`: each point is the mean of the pixels under it; of a smaller picture, the nearest one. */
export function gridOf({ width, height, data }: Luma): Float32Array {
  const grid = new Float32Array(gridSize * gridSize);
  for (let y = 0, at = 0; y < gridSize; y++) {
    const [top, bottom] = spanOf(y, height);
    for (let x = 0; x < gridSize; x++) {
      const [left, right] = spanOf(x, width);
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += data[row * width + column]!;
      }
      grid[at++] = sum / ((bottom - top) * (right - left));
    }
  }
  return grid;
}

function spanOf(point: number, pixels: number): readonly [number, number] {
  const from = Math.floor((point * pixels) / gridSize);
  return [from, Math.max(from + 1, Math.ceil(((point + 1) * pixels) / gridSize))];
}
