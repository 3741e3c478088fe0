// What the KServe v2 protocol says, whichever way it travels.
// https://kserve.github.io/website/docs/concepts/architecture/data-plane/v2-protocol and its binary tensor extension.

import type { SharedPlace } from './shared-region.ts';

export type Datatype =
  | 'BOOL'
  | 'UINT8'
  | 'INT8'
  | 'INT32'
  | 'INT64'
  | 'FP16'
  | 'FP32'
  | 'FP64'
  // Others are no numbers that a network for pictures takes or gives.
  | (string & {});

export interface TensorForm {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1: any size. */
  readonly shape: readonly number[];
}

export interface ModelMetadata {
  readonly name: string;
  readonly inputs: readonly TensorForm[];
  readonly outputs: readonly TensorForm[];
}

export interface TensorIn extends TensorForm {
  /** Row-major, little-endian. */
  readonly bytes: Uint8Array;
  /** Where the server finds these bytes; without it they are sent. */
  readonly place?: SharedPlace;
}

export interface TensorOut extends TensorForm {
  /** Half precision as its bits, in a `Uint16Array`. */
  readonly data: ArrayLike<number | bigint>;
}

/** Parameters of an input in shared memory, in both protocols. */
export function placeParameters({ region, offset, byteSize }: SharedPlace) {
  return {
    shared_memory_region: region,
    shared_memory_offset: offset,
    shared_memory_byte_size: byteSize,
  };
}

export interface InferRequest {
  readonly inputs: readonly TensorIn[];
  /** Name of the output that is wanted. */
  readonly output: string;
}

/** Every method throws `StationError`s with codes `server_...`. */
export interface KserveClient {
  /** @returns What the model takes and gives, once the server says that it is ready. */
  ready(timeoutMilliseconds: number): Promise<ModelMetadata>;
  /** The bytes of the inputs may be used again when it resolves, not when it rejects. */
  infer(request: InferRequest, timeoutMilliseconds: number): Promise<TensorOut>;
  close(): void;
}

/** Answers are a few numbers; a longer one is none. */
export const mostAnswerBytes = 4 * 2 ** 20;

/** @returns Null: the type is no number, or the bytes are not as many as the shape says. */
export function numbersOf({
  datatype,
  shape,
  bytes,
}: Omit<TensorIn, 'name' | 'place'>): ArrayLike<number | bigint> | null {
  const Numbers = arrays[datatype];
  const size = shape.reduce((product, one) => product * one, 1);
  if (Numbers === undefined || bytes.byteLength !== size * Numbers.BYTES_PER_ELEMENT) return null;
  // A copy, because the numbers may begin at any byte of the answer.
  return new Numbers(new Uint8Array(bytes).buffer);
}

const arrays: Readonly<
  Record<
    string,
    {
      readonly BYTES_PER_ELEMENT: number;
      new (buffer: ArrayBuffer): ArrayLike<number | bigint>;
    }
  >
> = {
  UINT8: Uint8Array,
  INT8: Int8Array,
  INT32: Int32Array,
  INT64: BigInt64Array,
  FP16: Uint16Array,
  FP32: Float32Array,
  FP64: Float64Array,
};
