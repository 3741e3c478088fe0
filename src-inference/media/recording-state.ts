// When a recording begins a new file. Pure.
import type { RecordingSpec } from '../contract/index.ts';

export type RecordingState<File> =
  /** No source has shown a frame yet. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'recording'; readonly file: File }
  /** `file`: the last one; null when there was none. */
  | { readonly phase: 'closed'; readonly file: File | null };

export type RecordingEvent =
  | { readonly type: 'sourcePlays' }
  | { readonly type: 'partClosed' }
  /** So many seconds are in the file. */
  | { readonly type: 'recorded'; readonly seconds: number };

export function beginsNewFile(
  state: RecordingState<unknown>,
  event: RecordingEvent,
  split: RecordingSpec['split'],
): boolean {
  switch (event.type) {
    case 'sourcePlays':
      return state.phase === 'waiting';
    case 'partClosed':
      return state.phase === 'recording' && split === 'part';
    case 'recorded':
      return state.phase === 'recording' && typeof split === 'object' && event.seconds >= split.seconds;
    default:
      return event satisfies never;
  }
}

/** The file that is written, or the last one that was; null when there was none. */
export function fileOf<File>(state: RecordingState<File>): File | null {
  return state.phase === 'waiting' ? null : state.file;
}
