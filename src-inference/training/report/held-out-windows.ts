// What heads say of windows that they were not taught with. Pure.
import type { LabelledRecording } from '../../checker/index.ts';
import { argmax } from '../../contract/index.ts';
import { softmax } from '../../model/index.ts';
import type { Dataset, TaughtRecording } from '../head/dataset.ts';

export interface HeldOutWindow {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly truth: number;
  readonly named: number;
  readonly probabilities: readonly number[];
}

export interface HeldOutRecording {
  readonly recording: TaughtRecording;
  /** By time. */
  readonly windows: readonly HeldOutWindow[];
}

/** @param scores Of every window, by its row; as sure as they are to be taken. */
export function heldOutRecordings(
  { recordings, spans, truth }: Pick<Dataset, 'recordings' | 'spans' | 'truth'>,
  scores: readonly (readonly number[])[],
): readonly HeldOutRecording[] {
  return recordings.map((recording) => {
    const windows: HeldOutWindow[] = [];
    for (let row = recording.first; row < recording.end; row++) {
      const probabilities = softmax(scores[row]!);
      windows.push({ ...spans[row]!, truth: truth[row]!, named: argmax(probabilities), probabilities });
    }
    return { recording, windows };
  });
}

export function asLabelledRecordings(held: readonly HeldOutRecording[]): readonly LabelledRecording[] {
  return held.map(({ windows }) => windows);
}

/**
 * Labels that are done somewhere in a window: those of the windows around it whose middle lies in it. To name one of them is no
 * error of the network.
 */
export function labelsNear(windows: readonly HeldOutWindow[], at: number): ReadonlySet<number> {
  const { startSeconds, endSeconds, truth } = windows[at]!;
  const labels = new Set([truth]);
  const lies = (one: HeldOutWindow | undefined): one is HeldOutWindow => {
    if (!one) return false;
    const middle = (one.startSeconds + one.endSeconds) / 2;
    return middle >= startSeconds && middle <= endSeconds;
  };
  for (let i = at - 1; lies(windows[i]); i--) labels.add(windows[i]!.truth);
  for (let i = at + 1; lies(windows[i]); i++) labels.add(windows[i]!.truth);
  return labels;
}
