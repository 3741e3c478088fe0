import { Tensor } from 'onnxruntime-node';

/** Half precision as its bits. */
const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

export function isNumeric(type: string): type is keyof typeof arrays {
  return type in arrays;
}

/** A tensor of zeros. */
export function zeros(type: keyof typeof arrays, shape: readonly number[]): Tensor {
  const size = shape.reduce((product, one) => product * one, 1);
  return new Tensor(type as 'float32', new arrays[type](size) as Float32Array, shape);
}
