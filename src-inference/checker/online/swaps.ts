// A swap shows while its second action is in progress: the step that was left out is being done. Then it is told as a swap, once,
// and not as a missing step that turns out to be swapped a moment later.
import type { OnlineDecoder } from '../decoder/online-decoder.ts';
import type { Candidate, HypothesisGroup } from '../decoder/posterior.ts';
import { firstAfter, type TraceNode } from '../decoder/trace.ts';
import { swapping } from '../parameters.ts';

/**
 * What follows an action before which one step was left out:
 * - `open`: nothing yet
 * - `possible`: perhaps that step
 * - `sure`: that step, so that the two are swapped
 * - `none`: something else, or nothing was left out, or several steps
 */
export type SwapState = 'open' | 'possible' | 'sure' | 'none';

export interface Swap {
  readonly state: SwapState;
  /** The likeliest hypothesis with the swap; null without any. */
  readonly best: HypothesisGroup['best'] | null;
}

/** @param lead The likeliest first action that is not judged yet. */
export function swapAfter(decoder: OnlineDecoder, { node, probability }: Candidate): Swap {
  if (node === null || node.transition?.missed.length !== 1) return { state: 'none', best: null };
  const next = (other: TraceNode): TraceNode | null => firstAfter(node, other);
  const followed = decoder.together((other) => next(other) !== null);
  const swap = decoder.together((other) => next(other)?.transition?.meaning.kind === 'swap');
  const best = swap?.best ?? null;
  const share = (swap?.probability ?? 0) / probability;
  if (share >= swapping.sure) return { state: 'sure', best };
  const begun = (followed?.probability ?? 0) / probability;
  if (begun < swapping.begun) return { state: 'open', best };
  return { state: share / begun >= swapping.possible ? 'possible' : 'none', best };
}
