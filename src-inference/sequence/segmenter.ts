// Turns windows into segments: stretches of time in which one action was done. A window speaks for its centre, so a
// segment reaches from half a hop before its first centre to half a hop after its last.
import type { WindowScores } from '../contract/index.ts';
import { createLabelSmoother, type DecidedWindow } from './label-smoother.ts';

export interface Segment {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Mean probability of `label` over the windows. */
  readonly probability: number;
  /** Mean probability of every label, by name. */
  readonly probabilities: ReadonlyMap<string, number>;
  readonly windows: number;
  /** Seconds of each label, by name, in the background that went before: the sum of its probabilities there. */
  readonly faintBefore: ReadonlyMap<string, number>;
}

/** `opened` comes once for each segment, as soon as it is sure to become one; `closed` with its final numbers. */
export type SegmentChange = { readonly kind: 'opened' | 'closed'; readonly segment: Segment };

export interface Segmenter {
  push(window: WindowScores): readonly SegmentChange[];
  finish(): readonly SegmentChange[];
}

/** What is shorter is a blip, not an action: no one puts a part in faster. */
const shortestSegmentSeconds = 0.5;
/** Times are sums of hops: compare them with some slack. */
const timeSlackSeconds = 1e-6;

/** Sums over the windows of one stretch. */
interface Stretch {
  readonly label: number;
  readonly startSeconds: number;
  endSeconds: number;
  readonly sums: number[];
  windows: number;
  opened: boolean;
  readonly faintBefore: ReadonlyMap<string, number>;
}

export function createSegmenter(labels: readonly string[], background: string | null): Segmenter {
  const backgroundLabel = background === null ? null : labels.indexOf(background);
  const smoother = createLabelSmoother(labels.length, backgroundLabel);
  /** The action that is being done. */
  let current: Stretch | null = null;
  /** Another action inside of it, still too short to be believed. */
  let rival: Stretch | null = null;
  /** Seconds of each label since the last action, none of which was enough for one. */
  let faint = new Map<string, number>();

  const describe = (stretch: Stretch): Segment => {
    const means = stretch.sums.map((sum) => sum / stretch.windows);
    return {
      label: labels[stretch.label]!,
      startSeconds: stretch.startSeconds,
      endSeconds: stretch.endSeconds,
      probability: means[stretch.label]!,
      probabilities: new Map(labels.map((label, index) => [label, means[index]!])),
      windows: stretch.windows,
      faintBefore: stretch.faintBefore,
    };
  };

  const open = (stretch: Stretch): readonly SegmentChange[] => {
    if (stretch.opened || !isLongEnough(stretch)) return [];
    stretch.opened = true;
    return [{ kind: 'opened', segment: describe(stretch) }];
  };

  const close = (stretch: Stretch | null): readonly SegmentChange[] =>
    stretch?.opened ? [{ kind: 'closed', segment: describe(stretch) }] : [];

  const place = (decided: DecidedWindow): readonly SegmentChange[] => {
    if (decided.label === backgroundLabel) {
      const changes = close(current);
      if (changes.length > 0) faint = new Map();
      current = null;
      rival = null;
      labels.forEach((label, index) => {
        faint.set(label, (faint.get(label) ?? 0) + decided.window.probabilities[index]! * decided.hopSeconds);
      });
      return changes;
    }
    if (current === null || current.label === decided.label) {
      rival = null;
      current = extend(current, decided, faint);
      return open(current);
    }
    rival = extend(rival?.label === decided.label ? rival : null, decided, new Map());
    if (!isLongEnough(rival)) return [];
    const changes = [...close(current), ...open(rival)];
    current = rival;
    rival = null;
    return changes;
  };

  return {
    push: (window) => smoother.push(window).flatMap(place),
    finish() {
      const changes = smoother.finish().flatMap(place);
      const last = close(current);
      current = null;
      return [...changes, ...last];
    },
  };
}

function extend(
  stretch: Stretch | null,
  { window, label, hopSeconds }: DecidedWindow,
  faintBefore: ReadonlyMap<string, number>,
): Stretch {
  const centre = (window.startSeconds + window.endSeconds) / 2;
  const extended = stretch ?? {
    label,
    startSeconds: centre - hopSeconds / 2,
    endSeconds: centre,
    sums: window.probabilities.map(() => 0),
    windows: 0,
    opened: false,
    faintBefore,
  };
  extended.endSeconds = centre + hopSeconds / 2;
  window.probabilities.forEach((probability, index) => {
    extended.sums[index]! += probability;
  });
  extended.windows++;
  return extended;
}

function isLongEnough(stretch: Stretch): boolean {
  return stretch.endSeconds - stretch.startSeconds > shortestSegmentSeconds - timeSlackSeconds;
}
