// What the engine's thread and the thread of the inference servers say to each other.
import type { NetworkTarget, PlainStationError, Precision } from '../../contract/index.ts';
import type { ConnectionSetup } from './server-connection.ts';

/** `workerData` of the thread. */
export type ServingSetup = ConnectionSetup;

/** The server that names the windows. */
export interface ServedBy {
  readonly server: string;
  readonly network: { readonly precision: Precision; readonly target: NetworkTarget | null };
  /** For one window, when it was tried. */
  readonly milliseconds: number;
}

export interface PoolState {
  /** Null: none is well. */
  readonly by: ServedBy | null;
  /** Why the preferred server does not do it; null: it does. */
  readonly error: PlainStationError | null;
}

export type ServingRequest =
  /** `[T, H, W, 3]` uint8 RGB; the buffer is transferred. */
  { readonly kind: 'clip'; readonly id: number; readonly frames: Uint8Array } | { readonly kind: 'close' };

export type ServingMessage =
  /** The first one when it is known whether a server can be used; then at every change. */
  | { readonly kind: 'state'; readonly state: PoolState }
  /** The bytes of the clip come back, to be filled again. */
  | {
      readonly kind: 'probabilities';
      readonly id: number;
      readonly probabilities: readonly number[];
      readonly frames: Uint8Array;
    }
  /** No server named the window. Its bytes may still be on their way to one, and do not come back. */
  | { readonly kind: 'unanswered'; readonly id: number };
