// What the page and its preview worker say to each other.
import type { PreviewLine } from '../../station/index.ts';

export type ToPreviewWorker =
  | { readonly kind: 'canvas'; readonly canvas: OffscreenCanvas }
  /** Instead of the line before it. Null: no pictures are wanted. */
  | { readonly kind: 'line'; readonly line: PreviewLine | null }
  /** Nobody sees the picture: no more are asked for, and the line stays. */
  | { readonly kind: 'hidden'; readonly hidden: boolean };

/** Over about one second. */
export interface PreviewFigures {
  readonly framesPerSecond: number;
  /** From the capture of a picture until it was drawn, in the middle and of the slowest twentieth. */
  readonly latencyMilliseconds: number;
  readonly slowMilliseconds: number;
  readonly width: number;
  readonly height: number;
}

export type FromPreviewWorker =
  | { readonly kind: 'figures'; readonly figures: PreviewFigures }
  /** The line broke off: another one is needed. */
  | { readonly kind: 'closed' };
