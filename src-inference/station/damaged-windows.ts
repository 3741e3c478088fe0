// Which windows of a stream are too much damaged to be judged.
import type { SourceSpec } from '../contract/index.ts';

/** Of a window, on average: with more, networks err too often (the table in docs/media.md). */
const mostDamagedShare = 0.05;

/** From 0 to 1; 1: every window of the source is judged. */
export function mostDamagedShareOf(spec: SourceSpec): number {
  const isStream = spec.kind === 'udp' || spec.kind === 'rtsp';
  return isStream && spec.afterLoss !== 'conceal' ? mostDamagedShare : 1;
}
