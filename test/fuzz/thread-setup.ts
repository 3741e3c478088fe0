// What a thread of the fuzzer is given, and what it says.

/** Longer inputs are kept cut off when they end the thread. */
export const longestInput = 1 << 20;

/** In place of a length: the next input is being made, which takes time that is not the program's. */
export const noInput = -1;

export interface ThreadSetup {
  readonly name: string;
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Inputs that reached something new in the thread before. */
  readonly kept: readonly Uint8Array[];
  /** Two Int32, the number of the case that is being run and the length of its input; then the input. */
  readonly current: SharedArrayBuffer;
}

export type ThreadMessage =
  | { readonly kind: 'finding'; readonly number: number; readonly what: string; readonly input: Uint8Array }
  | { readonly kind: 'kept'; readonly input: Uint8Array }
  | { readonly kind: 'done'; readonly next: number; readonly refused: number; readonly ways: number };
