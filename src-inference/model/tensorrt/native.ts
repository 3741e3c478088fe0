// Types of the addon in ../native/, and where it is. Nothing else in the engine uses TensorRT by itself.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../../files/index.ts';

/** What of TensorRT and the driver this machine has. */
export interface NativeProbe {
  /** Version of the headers that the addon was compiled with, as in `10.3.0`. */
  readonly compiledFor: string;
  /** Version of the installed library; null: it cannot be loaded. */
  readonly library: string | null;
  /** Newest version of CUDA that the driver can do, as in `12.6`; null: no driver. */
  readonly driver: string | null;
  readonly gpu: { readonly name: string; readonly computeCapability: string } | null;
  /** In the order in which to get it; empty: networks can run. */
  readonly missing: readonly NativeGap[];
}

export interface NativeGap {
  readonly part: 'driver' | 'gpu' | 'library' | 'version' | 'parser';
  /** As the system says it. */
  readonly reason: string;
}

export interface BuildOptions {
  /** Path of the ONNX file; weights in files of their own lie beside it. */
  readonly network: string;
  readonly device: number;
  readonly fp16: boolean;
  /** For networks with explicit quantization. */
  readonly int8: boolean;
  /** Number of the accelerator; null: the GPU. */
  readonly dla: number | null;
  readonly workspaceBytes: number | null;
  /** Shapes of inputs whose sizes the file leaves open, by name. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

interface BuiltEngine {
  readonly bytes: Uint8Array;
  /** What TensorRT warned of: each message once, the first few of them. */
  readonly warnings: readonly string[];
}

/** Where a build is: `done` of `steps` of one of its phases, which may lie inside each other. */
export interface BuildStep {
  readonly phase: string;
  readonly steps: number;
  readonly done: number;
}

/** ONNX Runtime's names of element types. */
export type ElementType = 'float32' | 'float16' | 'int8' | 'uint8' | 'int32' | 'int64' | 'bool';

export interface NativeTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

export interface NativeEngine {
  readonly inputs: readonly NativeTensor[];
  readonly outputs: readonly NativeTensor[];
  /**
   * Blocks the thread that calls it until the GPU has answered.
   *
   * @param inputs Bytes of each input. @returns Bytes of each output, in their order.
   */
  run(inputs: readonly Uint8Array[]): Uint8Array[];
  /** Frees everything; the object cannot be used again. May be called again. */
  close(): void;
}

export interface TensorRtAddon {
  probe(device: number): NativeProbe;
  /** In a thread of its own. Rejects with a `NativeFailure`. */
  build(options: BuildOptions, onStep: (step: BuildStep) => void): Promise<BuiltEngine>;
  /** Throws a `NativeFailure`. */
  readonly Engine: new (
    bytes: Uint8Array,
    device: number,
    dla: number | null,
    shapes: BuildOptions['shapes'],
  ) => NativeEngine;
}

/** What the addon throws. */
export interface NativeFailure extends Error {
  readonly code:
    | 'backend_unavailable'
    | 'network_unsupported'
    | 'engine_build_failed'
    | 'engine_unusable'
    | 'gpu_failed';
}

let loaded: TensorRtAddon | null | undefined;

/** Null where it was not compiled: setup finds no headers of TensorRT. */
export function loadTensorRt(): TensorRtAddon | null {
  if (loaded !== undefined) return loaded;
  try {
    // The variable is for tests, which compile it for a stand-in of TensorRT.
    const file =
      process.env.STEPWATCH_TENSORRT_ADDON ?? join(packageRoot(), 'build/native/stepwatch-tensorrt.node');
    loaded = createRequire(import.meta.url)(file) as TensorRtAddon;
  } catch {
    loaded = null;
  }
  return loaded;
}
