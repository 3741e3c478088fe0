// Between a test and its relay.
import type { Impairment } from './impairment.ts';

export interface RelayOptions {
  readonly protocol: 'udp' | 'tcp';
  /** 0: any free one. */
  readonly port: number;
  readonly toPort: number;
  readonly impairment: Impairment;
}

/** Packets of UDP; pieces of a TCP stream, in both directions together. */
export interface RelayCounters {
  readonly received: number;
  readonly passed: number;
  readonly lost: number;
  readonly cut: number;
  readonly duplicated: number;
  readonly reordered: number;
}

export type RelayRequest =
  | { readonly type: 'count' }
  /** Counts packets from 0 again. */
  | { readonly type: 'impair'; readonly impairment: Impairment };

export type RelayAnswer =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'counters'; readonly counters: RelayCounters };
