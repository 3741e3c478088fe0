// Constant tensors of a graph: typed arrays with their shapes.

/** Codes of `TensorProto.DataType` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
export const typeCodes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;

export type DataType = keyof typeof typeCodes;

const arrays = {
  float32: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
  // Half precision as its bits: nothing here computes with it.
  float16: Uint16Array,
  float64: Float64Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bfloat16: Uint16Array,
} as const satisfies Record<DataType, unknown>;

export type TensorData =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

export interface Tensor {
  readonly type: DataType;
  /** Empty: one number. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: TensorData;
}

export function typeOfCode(code: number): DataType | null {
  const names = Object.keys(typeCodes) as DataType[];
  return names.find((name) => typeCodes[name] === code) ?? null;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** @throws RangeError when the bytes are not as many as the shape asks for. */
export function tensorFromBytes(type: DataType, shape: readonly number[], bytes: Uint8Array): Tensor {
  const kind = arrays[type];
  const expected = sizeOf(shape) * kind.BYTES_PER_ELEMENT;
  if (bytes.byteLength !== expected) {
    throw new RangeError(`${bytes.byteLength} bytes for ${type} [${shape}], which takes ${expected}`);
  }
  // A view must start at a multiple of the element's size.
  const aligned = bytes.byteOffset % kind.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
  return { type, shape, data: new kind(aligned.buffer as ArrayBuffer, aligned.byteOffset, sizeOf(shape)) };
}

/** @throws RangeError when the numbers are not as many as the shape asks for. */
export function tensor(type: DataType, shape: readonly number[], values: ArrayLike<number>): Tensor {
  if (values.length !== sizeOf(shape)) throw new RangeError(`${values.length} numbers for [${shape}]`);
  const numbers = Array.from(values);
  const data =
    type === 'int64'
      ? BigInt64Array.from(numbers, (value) => BigInt(value))
      : type === 'uint64'
        ? BigUint64Array.from(numbers, (value) => BigInt(value))
        : arrays[type].from(numbers);
  return { type, shape, data };
}

/** A tensor over an array that is there already; nothing is copied. */
export function floats(shape: readonly number[], data: Float32Array): Tensor {
  if (data.length !== sizeOf(shape)) throw new RangeError(`${data.length} numbers for [${shape}]`);
  return { type: 'float32', shape, data };
}

export function scalar(type: DataType, value: number): Tensor {
  return tensor(type, [], [value]);
}

/** A list of int64, as shapes, axes and indices are given. */
export function integers(values: readonly number[]): Tensor {
  return tensor('int64', [values.length], values);
}

/** The values as plain numbers; int64 beyond 2^53 would lose digits, and stands for "to the end" wherever it occurs. */
export function numbersOf({ data }: Tensor): readonly number[] {
  return Array.from(data as ArrayLike<number | bigint>, Number);
}

export function bytesOf({ data }: Tensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Row-major strides of a shape. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!;
  return strides;
}

/** The data of a float tensor with its axes in another order, as ONNX `Transpose` defines it. */
export function transposed(source: Tensor, order: readonly number[]): Tensor {
  const shape = order.map((axis) => source.shape[axis]!);
  const from = stridesOf(source.shape);
  const steps = order.map((axis) => from[axis]!);
  const result = new Float32Array(source.data.length);
  const data = source.data as Float32Array;
  const index = new Array<number>(shape.length).fill(0);
  let at = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = data[at]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      at += steps[axis]!;
      if (index[axis]! < shape[axis]!) break;
      at -= steps[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return { type: 'float32', shape, data: result };
}
