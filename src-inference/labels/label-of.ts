// The label of a stretch of time. Pure.
import type { LabelledAction } from '../contract/index.ts';

/**
 * The label that fills most of a stretch of time; what no label covers is background.
 *
 * @param background Null: the model has none, and a stretch that nothing covers has no label.
 */
export function labelOf(
  actions: readonly LabelledAction[],
  window: { readonly startSeconds: number; readonly endSeconds: number },
  background: string | null,
): string | null {
  const shares = new Map<string, number>();
  let rest = window.endSeconds - window.startSeconds;
  for (const { startSeconds, endSeconds, label } of actions) {
    const overlap = Math.min(endSeconds, window.endSeconds) - Math.max(startSeconds, window.startSeconds);
    if (overlap <= 0) continue;
    shares.set(label, (shares.get(label) ?? 0) + overlap);
    rest -= overlap;
  }
  if (background !== null) shares.set(background, (shares.get(background) ?? 0) + Math.max(0, rest));
  const [best] = [...shares].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}
