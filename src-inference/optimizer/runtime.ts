// Runs graphs: what the passes are checked with, and what constants and ranges are computed by.

import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { StationError } from '../contract/index.ts';
import type { Graph } from './graph.ts';
import { encodeGraph } from './onnx/model-file.ts';
import type { DataType, Tensor, TensorData } from './onnx/tensor.ts';

export interface RunnableGraph {
  /** @returns The outputs by name. */
  run(feeds: ReadonlyMap<string, Tensor>): Promise<ReadonlyMap<string, Tensor>>;
  release(): Promise<void>;
}

export interface RunOptions {
  /** How much ONNX Runtime may change by itself: 'disabled' runs what the graph says. */
  readonly level?: 'disabled' | 'all';
  /** Whether memory is kept from one run to the next: faster, but as much as the largest run took. */
  readonly keepMemory?: boolean;
  /** Left out: one for each core. Small graphs are faster with one. */
  readonly threads?: number;
}

/** @throws StationError `model_invalid` when ONNX Runtime does not take the graph. */
export async function openGraph(graph: Graph, options: RunOptions = {}): Promise<RunnableGraph> {
  const session = await createSession(encodeGraph(graph), options);
  return {
    async run(feeds) {
      const inputs = Object.fromEntries(
        session.inputNames.map((name) => {
          const value = feeds.get(name)!;
          return [name, new RuntimeTensor(value.type as 'float32', value.data as Float32Array, value.shape)];
        }),
      );
      const results = await session.run(inputs);
      return new Map(
        Object.entries(results).map(([name, { type, dims, data }]) => [
          name,
          { type: type as DataType, shape: dims, data: data as TensorData },
        ]),
      );
    },
    release: () => session.release(),
  };
}

async function createSession(
  bytes: Uint8Array,
  { level = 'all', keepMemory = true, threads = availableParallelism() }: RunOptions,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      graphOptimizationLevel: level,
      enableCpuMemArena: keepMemory,
      enableMemPattern: keepMemory,
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (cause) {
    const [line] = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n', 1);
    throw new StationError('model_invalid', 'ONNX Runtime does not take the network.', {
      hint: `It says: ${line}`,
      cause,
    });
  }
}
