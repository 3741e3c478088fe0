// Messages between the page and its preview worker.
import type { PreviewEndpoint } from '../station/index.ts';

export type ToPreviewWorker =
  | { readonly kind: 'canvas'; readonly canvas: OffscreenCanvas }
  /** In place of the endpoint before it. Null: no pictures are wanted. */
  | { readonly kind: 'endpoint'; readonly endpoint: PreviewEndpoint | null }
  /** While the page is hidden, no pictures are asked for; the endpoint stays open. */
  | { readonly kind: 'visibility'; readonly hidden: boolean };

/** Over about one second. */
export interface PreviewStatistics {
  readonly framesPerSecond: number;
  /** From the capture of a picture until it was drawn: median and 95th percentile. */
  readonly latencyMilliseconds: number;
  readonly slowMilliseconds: number;
  readonly width: number;
  readonly height: number;
}

export type FromPreviewWorker =
  | { readonly kind: 'statistics'; readonly statistics: PreviewStatistics }
  /** The endpoint has broken: another one is needed. */
  | { readonly kind: 'closed' };
