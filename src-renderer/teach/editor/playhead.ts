// Where the video stands. It changes with every frame, so it is kept outside of React: only what shows it follows.
import { createStore, type StoreApi } from 'zustand/vanilla';

interface Playhead {
  /** Presentation time of the frame that is shown, from the first frame of the recording. */
  readonly seconds: number;
  readonly isPlaying: boolean;
  readonly rate: number;
}

export type PlayheadStore = StoreApi<Playhead>;

/** Slow ones to see an edge, and a fast one to get through waiting. */
export const rates: readonly number[] = [0.25, 0.5, 1, 2];

export function createPlayhead(): PlayheadStore {
  return createStore<Playhead>(() => ({ seconds: 0, isPlaying: false, rate: 1 }));
}
