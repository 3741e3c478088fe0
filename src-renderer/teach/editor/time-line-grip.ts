// What lies under the pointer on the time line. Pure.
import { firstEndingAfter, type SegmentEdge, type Segments } from '../editing/segments.ts';
import { secondsAt, type TimeView, xOf } from '../editing/time-view.ts';

export type Grip =
  | { readonly kind: 'edge'; readonly id: number; readonly edge: SegmentEdge }
  | { readonly kind: 'segment'; readonly id: number }
  | { readonly kind: 'time' };

/** An edge is gripped from so far away, in CSS pixels. */
const edgeReach = { mouse: 7, touch: 18 } as const;
/** The edges of a narrower bar are gripped only when it is selected: else nobody could select it. */
const leastBarWidth = 22;

export function gripAt(
  at: { readonly x: number; readonly y: number; readonly isTouch: boolean },
  { segments, selected }: { readonly segments: Segments; readonly selected: number | null },
  view: TimeView,
  { width, barTop }: { readonly width: number; readonly barTop: number },
): Grip {
  if (at.y < barTop) return { kind: 'time' };
  const reach = at.isTouch ? edgeReach.touch : edgeReach.mouse;
  let nearest: { readonly grip: Grip; readonly distance: number } | null = null;
  let under: Grip = { kind: 'time' };
  const seconds = secondsAt(at.x, view, width);
  for (
    let place = firstEndingAfter(segments, secondsAt(at.x - reach, view, width));
    place < segments.length;
    place++
  ) {
    const { id, startSeconds, endSeconds } = segments[place]!;
    const [left, right] = [xOf(startSeconds, view, width), xOf(endSeconds, view, width)];
    if (left > at.x + reach) break;
    if (startSeconds <= seconds && seconds < endSeconds) under = { kind: 'segment', id };
    if (right - left < leastBarWidth && id !== selected) continue;
    for (const [edge, x] of [
      ['start', left],
      ['end', right],
    ] as const) {
      // An edge that two share belongs to the one under the pointer, and one of the selected segment to that.
      const isUnder = edge === 'start' ? at.x >= x : at.x < x;
      const distance = Math.abs(at.x - x) + (id === selected ? -1 : isUnder ? 0 : 0.5);
      if (Math.abs(at.x - x) > reach || (nearest !== null && nearest.distance <= distance)) continue;
      nearest = { grip: { kind: 'edge', id, edge }, distance };
    }
  }
  return nearest?.grip ?? under;
}
