// The two-dimensional Fourier transform of a grid: radix 2, in place. Pure.
import { gridSize } from './grid.ts';

/** `[64, 64]` complex numbers. */
export interface ComplexGrid {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

export function emptyGrid(): ComplexGrid {
  const points = gridSize * gridSize;
  return { real: new Float64Array(points), imaginary: new Float64Array(points) };
}

const bits = Math.log2(gridSize);
const reversed = Uint8Array.from({ length: gridSize }, (_, index) => {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result |= ((index >> bit) & 1) << (bits - 1 - bit);
  return result;
});
const cosines = Float64Array.from({ length: gridSize / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / gridSize));
const sines = Float64Array.from({ length: gridSize / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / gridSize));

/** @param isInverse Whether it goes back; the result is not divided by the number of points. */
export function transform(grid: ComplexGrid, isInverse = false): ComplexGrid {
  for (let line = 0; line < gridSize; line++) transformLine(grid, line * gridSize, 1, isInverse);
  for (let line = 0; line < gridSize; line++) transformLine(grid, line, gridSize, isInverse);
  return grid;
}

function transformLine(
  { real, imaginary }: ComplexGrid,
  from: number,
  stride: number,
  isInverse: boolean,
): void {
  for (let index = 0; index < gridSize; index++) {
    const other = reversed[index]!;
    if (other <= index) continue;
    swap(real, from + index * stride, from + other * stride);
    swap(imaginary, from + index * stride, from + other * stride);
  }
  for (let size = 2; size <= gridSize; size *= 2) {
    const half = size / 2;
    const step = gridSize / size;
    for (let start = 0; start < gridSize; start += size) {
      for (let k = 0; k < half; k++) {
        const cosine = cosines[k * step]!;
        const sine = isInverse ? sines[k * step]! : -sines[k * step]!;
        const even = from + (start + k) * stride;
        const odd = even + half * stride;
        const re = real[odd]! * cosine - imaginary[odd]! * sine;
        const im = real[odd]! * sine + imaginary[odd]! * cosine;
        real[odd] = real[even]! - re;
        imaginary[odd] = imaginary[even]! - im;
        real[even]! += re;
        imaginary[even]! += im;
      }
    }
  }
}

function swap(values: Float64Array, one: number, other: number): void {
  const kept = values[one]!;
  values[one] = values[other]!;
  values[other] = kept;
}
