// An engine as a session: the part of ONNX Runtime's interface that a session uses.
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { readEngine, removeEngine } from './engine-cache.ts';
import type { KeptEngine } from './ensure-engine.ts';
import { isNativeFailure, tensorRtError } from './errors.ts';
import { type ElementType, loadTensorRt, type NativeEngine, type NativeTensor } from './native.ts';

export type RunnableSession = Pick<InferenceSession, 'inputNames' | 'outputNames' | 'inputMetadata'> & {
  run(
    feeds: Readonly<Record<string, Tensor>>,
    wanted: readonly string[],
  ): Promise<InferenceSession.OnnxValueMapType>;
};

/** @throws StationError `engine_unusable`, and the engine is removed; `backend_unavailable` or `gpu_failed`. */
export async function openEngine(
  { file, key, device, dla, shapes }: KeptEngine,
  network: string,
): Promise<RunnableSession> {
  const bytes = await readEngine(file, key);
  if (bytes === null) throw tensorRtError('engine_unusable', 'its file is gone', network);
  let engine: NativeEngine;
  try {
    engine = new (loadTensorRt()!.Engine)(bytes, device, dla, shapes);
  } catch (thrown) {
    if (!isNativeFailure(thrown)) throw thrown;
    if (thrown.code === 'engine_unusable') await removeEngine(file);
    throw tensorRtError(thrown.code, thrown.message, network);
  }
  const { inputs, outputs } = engine;
  return {
    inputNames: inputs.map(({ name }) => name),
    outputNames: outputs.map(({ name }) => name),
    inputMetadata: inputs.map((tensor) => ({ ...tensor, isTensor: true })),
    async run(feeds, wanted) {
      const given = inputs.map(({ name }) => bytesOf(feeds[name]!.data as ArrayBufferView));
      let results: Uint8Array[];
      try {
        results = engine.run(given);
      } catch (thrown) {
        throw isNativeFailure(thrown) ? tensorRtError(thrown.code, thrown.message, network) : thrown;
      }
      return Object.fromEntries(
        outputs.flatMap((output, i) =>
          wanted.includes(output.name) ? [[output.name, toTensor(output, results[i]!)]] : [],
        ),
      );
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const arrays = {
  float32: Float32Array,
  float16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
} as const satisfies Record<ElementType, unknown>;

function toTensor({ type, shape }: NativeTensor, { buffer, byteOffset, byteLength }: Uint8Array): Tensor {
  const ArrayOf = arrays[type];
  const data = new ArrayOf(buffer as ArrayBuffer, byteOffset, byteLength / ArrayOf.BYTES_PER_ELEMENT);
  return new Tensor(type as 'float32', data as Float32Array, shape);
}
