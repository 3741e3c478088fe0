// Whether a recorded file plays, and what each event changes. Pure.
import type { SourceState } from '../contract/index.ts';

export type Playback =
  /** Nobody takes its frames yet. */
  | { readonly phase: 'opened'; readonly startsPaused: boolean }
  | { readonly phase: 'playing' }
  | { readonly phase: 'paused' }
  /** All frames were given. */
  | { readonly phase: 'ended' }
  | { readonly phase: 'closed' };

export type PlaybackEvent = 'started' | 'paused' | 'resumed' | 'ended' | 'closed';

/** The same object when the event changes nothing. */
export function nextPlayback(playback: Playback, event: PlaybackEvent): Playback {
  if (event === 'closed') return playback.phase === 'closed' ? playback : { phase: 'closed' };
  switch (playback.phase) {
    case 'opened':
      return afterOpened(playback, event);
    case 'playing':
      if (event === 'paused') return { phase: 'paused' };
      return event === 'ended' ? { phase: 'ended' } : playback;
    case 'paused':
      if (event === 'resumed') return { phase: 'playing' };
      return event === 'ended' ? { phase: 'ended' } : playback;
    case 'ended':
    case 'closed':
      return playback;
    default:
      return playback satisfies never;
  }
}

function afterOpened(
  playback: Extract<Playback, { phase: 'opened' }>,
  event: Exclude<PlaybackEvent, 'closed'>,
): Playback {
  switch (event) {
    case 'started':
      return { phase: playback.startsPaused ? 'paused' : 'playing' };
    case 'paused':
      return playback.startsPaused ? playback : { phase: 'opened', startsPaused: true };
    case 'resumed':
      return playback.startsPaused ? { phase: 'opened', startsPaused: false } : playback;
    case 'ended':
      return playback;
    default:
      return event satisfies never;
  }
}

/** As screens are told; null: nothing to tell. */
export function sourceStateOf(playback: Playback): SourceState | null {
  switch (playback.phase) {
    case 'opened':
      return playback.startsPaused ? 'paused' : null;
    case 'playing':
    case 'paused':
    case 'ended':
      return playback.phase;
    case 'closed':
      return 'ended';
    default:
      return playback satisfies never;
  }
}

/** What the pipeline must be set to; null: it stays as it is. */
export function pipelineStateOf(playback: Playback): 'playing' | 'paused' | null {
  return playback.phase === 'playing' || playback.phase === 'paused' ? playback.phase : null;
}
