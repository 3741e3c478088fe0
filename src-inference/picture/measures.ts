// What is measured of one picture. Details are measured in blocks, so that hands and parts that move disturb a few of them only.
// Pure.
import { gridOf, gridSize, type Luma, lumaOf, type RgbPicture } from './grid.ts';

/** Blocks along each side of a picture. */
const blocksAcross = 8;
export const blockCount = blocksAcross * blocksAcross;
/** From this brightness on a pixel is white: sensors and encoders rarely reach 255. */
const whiteFrom = 250;
/** Under this gradient energy, in squares of brightness, a block has no detail to be sharp. */
const leastGradient = 1;

export interface PictureMeasures {
  /** Mean, 0 to 255. */
  readonly brightness: number;
  /** Share of white pixels, 0 to 1. */
  readonly white: number;
  /** Of each block: variance of its brightness, divided by the square of the brightness of the picture: light has no say in it. */
  readonly detail: Float32Array;
  /** Of each block: energy of the Laplacian divided by that of the gradient: blur makes it smaller, contrast has no say in it. */
  readonly sharpness: Float32Array;
  /** Brightness at `[64, 64]` points. */
  readonly grid: Float32Array;
}

export function measure(picture: RgbPicture): PictureMeasures {
  const luma = lumaOf(picture);
  const grid = gridOf(luma);
  const brightness = meanOf(luma.data);
  let white = 0;
  for (const value of luma.data) if (value >= whiteFrom) white++;
  return {
    brightness,
    white: white / luma.data.length,
    detail: detailOf(grid, brightness),
    sharpness: sharpnessOf(luma),
    grid,
  };
}

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function detailOf(grid: Float32Array, brightness: number): Float32Array {
  const side = gridSize / blocksAcross;
  const scale = Math.max(brightness, 1) ** 2;
  return Float32Array.from({ length: blockCount }, (_, block) => {
    const left = (block % blocksAcross) * side;
    const top = Math.floor(block / blocksAcross) * side;
    let [sum, squares] = [0, 0];
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) {
        const value = grid[y * gridSize + x]!;
        sum += value;
        squares += value * value;
      }
    }
    const mean = sum / (side * side);
    return Math.max(0, squares / (side * side) - mean * mean) / scale;
  });
}

/** 0 for a block without any detail. */
function sharpnessOf({ width, height, data }: Luma): Float32Array {
  const gradients = new Float32Array(blockCount);
  const laplacians = new Float32Array(blockCount);
  const counts = new Float32Array(blockCount);
  for (let y = 1; y < height - 1; y++) {
    const row = Math.floor((y * blocksAcross) / height) * blocksAcross;
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const [left, right] = [data[at - 1]!, data[at + 1]!];
      const [above, below] = [data[at - width]!, data[at + width]!];
      const laplacian = 4 * data[at]! - left - right - above - below;
      const block = row + Math.floor((x * blocksAcross) / width);
      gradients[block]! += (right - left) ** 2 + (below - above) ** 2;
      laplacians[block]! += laplacian * laplacian;
      counts[block]! += 1;
    }
  }
  return gradients.map((gradient, block) =>
    gradient < leastGradient * counts[block]! ? 0 : laplacians[block]! / gradient,
  );
}
