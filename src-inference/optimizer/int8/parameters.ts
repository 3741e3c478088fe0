// Scale and zero point of a range of numbers, as `QuantizeLinear` takes them.

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** value = scale * (byte - zeroPoint). */
export interface Quantization {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** The range always holds 0: pads are exact. */
export function quantizationOf(range: Range): Quantization {
  const min = Math.min(range.min, 0);
  const max = Math.max(range.max, 0);
  const scale = Math.fround((max - min) / 255) || 1;
  const zeroPoint = Math.min(255, Math.max(0, Math.round(-min / scale)));
  return { scale, zeroPoint };
}

export function union(a: Range, b: Range): Range {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}
