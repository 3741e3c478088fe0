// Which recordings of a run show a part: a recording goes on until the next one of its output begins, or its output ends. Pure.
import type { JournalEntry } from '../record/index.ts';

/** A recording, with the time of the source at its start. */
export interface RecordedStretch {
  /** Path of the file. */
  readonly target: string;
  readonly fromSeconds: number;
}

/** A recording among those of a run. */
export interface Stretch extends RecordedStretch {
  /** When it was begun, ms since 1970. */
  readonly key: number;
  /** Number of the output: several may record at once. */
  readonly output: number;
  /** The output ended: it shows no part that begins from now on. */
  readonly isClosed: boolean;
}

/** Names a recording: a path may be used again. */
export type RecordingName = Pick<Stretch, 'key' | 'target'>;

/** Recordings of one run: older ones show none of the parts that are still to come. */
const keptStretches = 50;

export function stretchesAfter(
  stretches: readonly Stretch[],
  entry: JournalEntry & { readonly type: 'outputState' },
): readonly Stretch[] {
  const { output, state, target, fromSeconds, at } = entry;
  if (state === 'ended' || state === 'failed') {
    return stretches.map((one) => (one.output === output ? { ...one, isClosed: true } : one));
  }
  if (state !== 'running' || fromSeconds === null) return stretches;
  const begun = { key: Date.parse(at), output, target, fromSeconds, isClosed: false };
  return [...stretches.slice(1 - keptStretches), begun];
}

/** A recording shows a part when it shows so much of it, or when so much of the recording shows it. */
const shareOfPart = 0.1;
const shareOfRecording = 0.5;

/** @param endSeconds When the part ended, like its start: time of the source. */
export function recordingsOf(
  stretches: readonly Stretch[],
  startSeconds: number,
  endSeconds: number,
): { readonly recorded: RecordedStretch | null; readonly shownBy: readonly RecordingName[] } {
  let recorded: RecordedStretch | null = null;
  let longest = 0;
  const shownBy: RecordingName[] = [];
  stretches.forEach(({ key, output, target, fromSeconds }, index) => {
    const next = stretches.slice(index + 1).find((other) => other.output === output);
    const until = Math.min(next?.fromSeconds ?? Number.POSITIVE_INFINITY, endSeconds);
    const overlap = until - Math.max(fromSeconds, startSeconds);
    if (overlap <= 0) return;
    const length = (next?.fromSeconds ?? endSeconds) - fromSeconds;
    if (overlap >= shareOfPart * (endSeconds - startSeconds) || overlap >= shareOfRecording * length) {
      shownBy.push({ key, target });
    }
    if (overlap <= longest) return;
    longest = overlap;
    recorded = { target, fromSeconds };
  });
  return { recorded, shownBy };
}
