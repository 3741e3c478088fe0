// How far a part has come in the tree of its recipe. Values are made when they are reached: a group of ten steps in any order
// has 1,024 of them, of which one part visits eleven.

/**
 * - `todo`, `done`: nothing, or all, of the node is done
 * - `at`: the child in progress; in a sequence all before it are done, of `oneOf` it is the chosen one
 * - `done` as a set of bits: the children of `anyOrder` that are done; `at` is null between two of them
 */
export type Progress =
  | 'todo'
  | 'done'
  | { readonly at: number; readonly inner: Progress }
  | { readonly done: bigint; readonly at: number | null; readonly inner: Progress };

type Midway = Exclude<Progress, string>;

/** A text that is equal for equal progress. */
export function progressKey(progress: Progress): string {
  if (typeof progress === 'string') return progress === 'todo' ? '-' : '+';
  const at = `${progress.at ?? ''}${progressKey(progress.inner)}`;
  return 'done' in progress ? `{${progress.done.toString(36)}:${at}}` : `(${at})`;
}

export function isMidway(progress: Progress): progress is Midway & { readonly at: number } {
  return typeof progress !== 'string';
}

/** The progress in a `sequence` that is not done. */
export function inSequence(progress: Progress): { at: number; inner: Progress } {
  return isMidway(progress) ? { at: progress.at, inner: progress.inner } : { at: 0, inner: 'todo' };
}

/** The progress in an `anyOrder` that is not done. */
export function inAnyOrder(progress: Progress): { done: bigint; at: number | null; inner: Progress } {
  return typeof progress !== 'string' && 'done' in progress
    ? progress
    : { done: 0n, at: null, inner: 'todo' };
}

/** @param at The child of `oneOf` that was chosen, `inner` its progress. */
export function choiceProgress(at: number, inner: Progress): Progress {
  return inner === 'done' ? 'done' : { at, inner };
}

/** @param at The child in progress of `length` children, `inner` its progress. */
export function sequenceProgress(length: number, at: number, inner: Progress): Progress {
  if (inner !== 'done') return { at, inner };
  return at + 1 === length ? 'done' : { at: at + 1, inner: 'todo' };
}

/** @param done Bits of the other children that are done; `at` and `inner` as in a sequence. */
export function anyOrderProgress(length: number, done: bigint, at: number, inner: Progress): Progress {
  if (inner !== 'done') return { done, at, inner };
  const bits = done | bit(at);
  return bits === allBits(length) ? 'done' : { done: bits, at: null, inner: 'todo' };
}

export function bit(index: number): bigint {
  return 1n << BigInt(index);
}

export function allBits(length: number): bigint {
  return bit(length) - 1n;
}

export function hasBit(bits: bigint, index: number): boolean {
  return (bits & bit(index)) !== 0n;
}
