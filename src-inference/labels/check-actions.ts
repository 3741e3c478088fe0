// Whether actions can be the labels of a recording. Pure.
import { type LabelledAction, nearestName, StationError } from '../contract/index.ts';
import { secondsText } from './seconds.ts';

export interface ActionLimits {
  /** Names that may be used. */
  readonly labels: readonly string[];
  /** The label of doing nothing: its actions are left out. */
  readonly background: string;
  readonly durationSeconds: number;
  /** The file or the recording, for messages. */
  readonly where: string;
  /** By how much two actions may overlap, or the last one may be too long, because of rounding: it is cut. */
  readonly toleranceSeconds: number;
}

/**
 * @returns By time, without overlaps.
 * @throws StationError `labels_invalid` for an action that ends before it starts, overlaps, lies beyond the end or has no known
 *   label.
 */
export function checkActions(
  actions: readonly LabelledAction[],
  limits: ActionLimits,
): readonly LabelledAction[] {
  const { background, durationSeconds, toleranceSeconds, where } = limits;
  const sorted = actions
    .filter(({ label }) => label !== background)
    .sort((a, b) => a.startSeconds - b.startSeconds);
  return sorted.map((action, i) => {
    mustBeKnown(action, limits);
    const { startSeconds, endSeconds } = action;
    if (startSeconds < 0 || endSeconds <= startSeconds) {
      throw invalid(where, `${textOf(action)} ends before it starts.`, 'Correct its start or its end.');
    }
    if (endSeconds > durationSeconds + toleranceSeconds || startSeconds >= durationSeconds) {
      throw invalid(
        where,
        `${textOf(action)} lies beyond the end of the recording at ${secondsText(durationSeconds)}.`,
        'Check that the labels are of this video, and that the frame rate is right.',
      );
    }
    const next = sorted[i + 1];
    if (next && next.startSeconds < endSeconds - toleranceSeconds) {
      throw invalid(
        where,
        `${textOf(action)} overlaps with ${textOf(next)}.`,
        'One thing is done at a time: end the first action where the second begins.',
      );
    }
    const until = Math.min(endSeconds, durationSeconds, next?.startSeconds ?? Number.POSITIVE_INFINITY);
    if (until > startSeconds) return until === endSeconds ? action : { ...action, endSeconds: until };
    throw invalid(
      where,
      `${textOf(action)} and ${textOf(next!)} start at the same time.`,
      'Remove one of them.',
    );
  });
}

function mustBeKnown(action: LabelledAction, { labels, where }: ActionLimits): void {
  if (labels.includes(action.label)) return;
  const near = nearestName(action.label, labels);
  throw invalid(
    where,
    `The project has no label "${action.label}"${near === null ? '' : `; did you mean "${near}"?`} It is used at ${secondsText(action.startSeconds)}.`,
    'Correct the name, or add the label to the project first.',
  );
}

function textOf({ label, startSeconds, endSeconds }: LabelledAction): string {
  return `"${label}" from ${secondsText(startSeconds)} to ${secondsText(endSeconds)}`;
}

function invalid(where: string, message: string, hint: string): StationError {
  return new StationError('labels_invalid', message, { where, hint });
}
