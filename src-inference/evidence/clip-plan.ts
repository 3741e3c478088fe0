// Which seconds of a part become clips. Pure.
import { type MistakeName, mistakeName } from '../contract/index.ts';
import type { Mistake, Span } from './mistake.ts';

export interface ClipPlan extends Span {
  readonly mistakes: readonly MistakeName[];
}

const secondsBefore = 3;
const secondsAfter = 2;
/** Of a longer stretch its end: there the judgement fell. */
const longestSeconds = 20;
export const mostClips = 3;

export function planClip({ step, decided }: Mistake): ClipPlan {
  const toSeconds = decided.toSeconds + secondsAfter;
  const fromSeconds = Math.max(0, decided.fromSeconds - secondsBefore, toSeconds - longestSeconds);
  return { fromSeconds, toSeconds, mistakes: [mistakeName(step)] };
}

/** One clip for both; null when it would be too long, or when there is a gap between them. */
export function joinPlans(one: ClipPlan, other: ClipPlan): ClipPlan | null {
  const fromSeconds = Math.min(one.fromSeconds, other.fromSeconds);
  const toSeconds = Math.max(one.toSeconds, other.toSeconds);
  const hasGap = one.toSeconds < other.fromSeconds || other.toSeconds < one.fromSeconds;
  if (hasGap || toSeconds - fromSeconds > longestSeconds) return null;
  return { fromSeconds, toSeconds, mistakes: [...one.mistakes, ...other.mistakes] };
}

const picturesEach = 3;

/** Times of the pictures of one mistake, evenly over the windows that decided, within its clip. */
export function pictureTimes(
  { decided }: Mistake,
  clip: { readonly fromSeconds: number; readonly seconds: number },
): readonly number[] {
  const from = Math.max(clip.fromSeconds, decided.fromSeconds);
  const to = Math.min(clip.fromSeconds + clip.seconds, decided.toSeconds);
  if (to < from) return [];
  return Array.from(
    { length: picturesEach },
    (_, index) => from + ((to - from) * (index + 0.5)) / picturesEach,
  );
}
