// A mistake with the seconds of the source that it was judged by. Pure.
import type { JudgedStep } from '../contract/index.ts';

/** Times of the source. */
export interface Span {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface Mistake {
  readonly step: JudgedStep;
  readonly decided: Span;
}

/** Of a mistake that no other step tells the time of. */
const blindSeconds = 4;

/**
 * The windows by which the step was judged, or the action itself. Of a step that was not done: from the end of the step
 * before it to the start of the one after it, or until it was judged.
 *
 * @param steps Judged steps of the part.
 * @param nowSeconds How far the source was watched when the step was judged.
 */
export function mistakeOf(step: JudgedStep, steps: readonly JudgedStep[], nowSeconds: number): Mistake {
  const { evidence, startSeconds, endSeconds } = step;
  if (evidence?.windows) {
    const { fromSeconds, toSeconds } = evidence.windows;
    return { step, decided: { fromSeconds, toSeconds } };
  }
  if (startSeconds !== null) {
    return { step, decided: { fromSeconds: startSeconds, toSeconds: endSeconds ?? nowSeconds } };
  }
  const place = step.index ?? 0;
  const ends = steps.flatMap((one) =>
    one.index !== null && one.index < place && one.endSeconds !== null ? [one.endSeconds] : [],
  );
  const starts = steps.flatMap((one) =>
    one.index !== null && one.index > place && one.startSeconds !== null ? [one.startSeconds] : [],
  );
  const toSeconds = starts.length === 0 ? nowSeconds : Math.min(...starts);
  const earlier = ends.filter((end) => end <= toSeconds);
  const fromSeconds = earlier.length === 0 ? Math.max(0, toSeconds - blindSeconds) : Math.max(...earlier);
  return { step, decided: { fromSeconds, toSeconds } };
}
