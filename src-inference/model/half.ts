// Half precision (IEEE 754 binary16) as its bits: Node has no array of such numbers before version 24.

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The nearest half, ties to even; beyond 65504 infinity. */
export function toHalf(value: number): number {
  float[0] = value;
  const single = bits[0]!;
  const sign = (single >>> 16) & 0x8000;
  const exponent = (single >>> 23) & 0xff;
  const fraction = single & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  if (exponent < 102) return sign;
  if (exponent < 113) return sign | rounded(fraction | 0x800000, 126 - exponent);
  // Rounding up may carry into the exponent, and from the largest number into infinity: both are right.
  return sign | Math.min(0x7c00, rounded(((exponent - 112) << 23) | fraction, 13));
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** `value` shifted right by `shift` places, ties to even. */
function rounded(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return kept + (rest > tie || (rest === tie && (kept & 1) === 1) ? 1 : 0);
}
