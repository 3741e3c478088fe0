// Measures of a sequence of actions (Lea et al. 2017, arXiv:1611.05267): how well its segments overlap with the true ones, not
// whether every single window is right. Pure.
import { argmax, type LabelledAction, type WindowScores } from '../contract/index.ts';

/** Runs of windows with the same likeliest label, as segments; each window stands for its middle. Without the background. */
export function segmentsOf(
  windows: readonly WindowScores[],
  labels: readonly string[],
  background: string | null,
  hopSeconds: number,
): readonly LabelledAction[] {
  const segments: LabelledAction[] = [];
  for (const { startSeconds, endSeconds, probabilities } of windows) {
    const label = labels[argmax(probabilities)]!;
    const middle = (startSeconds + endSeconds) / 2;
    const from = middle - hopSeconds / 2;
    const last = segments.at(-1);
    const goesOn = last?.label === label && from - last.endSeconds < hopSeconds / 2;
    if (goesOn) segments[segments.length - 1] = { ...last, endSeconds: from + hopSeconds };
    else segments.push({ startSeconds: from, endSeconds: from + hopSeconds, label });
  }
  return segments.filter(({ label }) => label !== background);
}

export interface Hits {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/**
 * A named segment hits the true segment with the same label that it overlaps most. The overlap (intersection over union) must
 * be large enough, and no other segment may have hit the true one before.
 */
export function segmentHits(
  named: readonly LabelledAction[],
  truth: readonly LabelledAction[],
  overlap: number,
): Hits {
  const taken = new Set<number>();
  let truePositives = 0;
  for (const segment of named) {
    const overlaps = truth.map((other) =>
      other.label === segment.label ? intersectionOverUnion(segment, other) : 0,
    );
    const best = argmax(overlaps);
    if (best === -1 || overlaps[best]! < overlap || taken.has(best)) continue;
    taken.add(best);
    truePositives += 1;
  }
  return {
    truePositives,
    falsePositives: named.length - truePositives,
    falseNegatives: truth.length - truePositives,
  };
}

/** Over the segments of all videos together. */
export function segmentF1(hits: readonly Hits[]): number {
  const total = (key: keyof Hits): number => hits.reduce((sum, one) => sum + one[key], 0);
  const found = 2 * total('truePositives');
  const all = found + total('falsePositives') + total('falseNegatives');
  return all === 0 ? 1 : found / all;
}

function intersectionOverUnion(a: LabelledAction, b: LabelledAction): number {
  const shared = Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds);
  const covered = Math.max(a.endSeconds, b.endSeconds) - Math.min(a.startSeconds, b.startSeconds);
  return shared <= 0 ? 0 : shared / covered;
}
