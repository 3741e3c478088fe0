// A first draft of labels from what a network named, window by window. Pure.
import type { DraftAction } from '../contract/index.ts';

export interface NamedWindow {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly label: string;
  readonly probability: number;
}

/** Shorter runs are errors more often than actions. */
const shortestSeconds = 0.4;

/**
 * Neighbouring windows with the same label become one action; each window stands for its middle. Labels that the project does
 * not have are left out, and so is the background.
 *
 * @param windows By time.
 */
export function draftFromWindows(
  windows: readonly NamedWindow[],
  labels: readonly string[],
): readonly DraftAction[] {
  const hop = hopOf(windows);
  const runs: { action: DraftAction; windows: number }[] = [];
  for (const { startSeconds, endSeconds, label, probability } of windows) {
    const middle = (startSeconds + endSeconds) / 2;
    const last = runs.at(-1);
    const from = Math.max(middle - hop / 2, last?.action.endSeconds ?? 0);
    const to = middle + hop / 2;
    if (last?.action.label === label && from - last.action.endSeconds < hop / 2) {
      const { action, windows: count } = last;
      const confidence = (action.confidence * count + probability) / (count + 1);
      runs[runs.length - 1] = { action: { ...action, endSeconds: to, confidence }, windows: count + 1 };
    } else {
      runs.push({
        action: { startSeconds: from, endSeconds: to, label, confidence: probability },
        windows: 1,
      });
    }
  }
  return runs
    .map(({ action }) => action)
    .filter(
      ({ label, startSeconds, endSeconds }) =>
        labels.includes(label) && endSeconds - startSeconds >= shortestSeconds,
    );
}

/** The usual time from one window to the next. */
function hopOf(windows: readonly NamedWindow[]): number {
  const hops = windows
    .slice(1)
    .map(({ startSeconds }, i) => startSeconds - windows[i]!.startSeconds)
    .filter((hop) => hop > 0)
    .sort((a, b) => a - b);
  return hops[Math.floor(hops.length / 2)] ?? 0.5;
}
