// Whether a live source plays. Pure.
import type { SourceState } from '../contract/index.ts';

export type LivePhase =
  /** `losses`: connections that were lost since the newest frame. `hasPlayed`: there has been a frame. */
  | { readonly phase: 'connecting'; readonly losses: number; readonly hasPlayed: boolean }
  | { readonly phase: 'playing' }
  | { readonly phase: 'ended' };

export type LiveEvent =
  /** A connection gave its first frame. */
  | 'played'
  /** A connection failed or fell silent. */
  | 'lost'
  | 'closed';

export const liveStart: LivePhase = { phase: 'connecting', losses: 0, hasPlayed: false };

export function nextLivePhase(live: LivePhase, event: LiveEvent): LivePhase {
  if (live.phase === 'ended') return live;
  switch (event) {
    case 'played':
      return { phase: 'playing' };
    case 'lost':
      return live.phase === 'playing'
        ? { phase: 'connecting', losses: 1, hasPlayed: true }
        : { ...live, losses: live.losses + 1 };
    case 'closed':
      return { phase: 'ended' };
    default:
      return event satisfies never;
  }
}

/** As screens are told. */
export function sourceStateOf(live: LivePhase): SourceState {
  switch (live.phase) {
    case 'connecting':
      return live.hasPlayed ? 'stalled' : 'waiting';
    case 'playing':
    case 'ended':
      return live.phase;
    default:
      return live satisfies never;
  }
}
