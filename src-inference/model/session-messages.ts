// What the engine's thread and the session's thread say to each other.
import type { Backend, PlainStationError } from '../contract/index.ts';
import type { BackendSettings, CardPlaces, OutputForm } from './card.ts';
import type { InputLayout } from './input.ts';
import type { KeptEngine } from './tensorrt/index.ts';

/** `workerData` of the session's thread. */
export interface SessionSetup {
  /** Path of the ONNX file. */
  readonly file: string;
  readonly input: InputLayout;
  readonly output: OutputForm;
  readonly labels: number;
  readonly places: CardPlaces;
  readonly threads: number;
  readonly backend: Backend;
  readonly settings: BackendSettings;
  /** What TensorRT runs; null: ONNX Runtime runs the file. */
  readonly engine: KeptEngine | null;
  /** One number, shared: not 0 once nobody wants answers any more. */
  readonly closing: Int32Array;
}

export type SessionRequest =
  /** `[T, H, W, 3]` uint8 RGB; the buffer is transferred. `follows`: the clip before ended where this one starts. */
  | { readonly kind: 'clip'; readonly id: number; readonly frames: Uint8Array; readonly follows: boolean }
  /** The thread ends by itself when the clip that it works on is through. */
  | { readonly kind: 'close' };

export type SessionMessage =
  | { readonly kind: 'ready' }
  /** The bytes of the clip come back, to be filled again. */
  | {
      readonly kind: 'probabilities';
      readonly id: number;
      readonly probabilities: readonly number[];
      readonly frames: Uint8Array;
    }
  /** Without an id the session could not be opened. */
  | { readonly kind: 'failure'; readonly id: number | null; readonly error: PlainStationError };
