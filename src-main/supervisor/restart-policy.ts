// When an engine that was lost is started again. Pure: times come from the caller's clock, in milliseconds.
import type { EngineState } from '../../src-inference/contract/index.ts';

export interface RestartLimits {
  readonly firstPauseSeconds: number;
  /** Pauses double up to here. */
  readonly longestPauseSeconds: number;
  /** An engine that ran for this long was a good one: failures are counted anew. */
  readonly healthySeconds: number;
  /** After so many failures in a row only a person starts it again. */
  readonly failuresInARow: number;
}

export const restartLimits: RestartLimits = {
  firstPauseSeconds: 0.5,
  longestPauseSeconds: 30,
  healthySeconds: 60,
  failuresInARow: 5,
};

/** Where the engine is in its life; `failures` are those in a row. */
export type Life =
  | { readonly phase: 'starting'; readonly failures: number }
  | { readonly phase: 'running'; readonly failures: number; readonly since: number }
  | {
      readonly phase: 'pausing';
      readonly failures: number;
      readonly seconds: number;
      readonly reason: string;
    }
  | { readonly phase: 'failed'; readonly failures: number; readonly reason: string }
  | { readonly phase: 'ended' };

export type Turn =
  /** The engine has opened its workplace. */
  | { readonly type: 'opened' }
  /** Its process is gone, whatever the reason. */
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'pauseOver' }
  /** A person wants a new engine, now. */
  | { readonly type: 'retried' }
  /** The shell goes. */
  | { readonly type: 'ended' };

/** A turn that does not fit the life changes nothing. Entering `starting` means: start a process. */
export function nextLife(life: Life, turn: Turn, now: number, limits = restartLimits): Life {
  if (life.phase === 'ended') return life;
  switch (turn.type) {
    case 'opened':
      return life.phase === 'starting' ? { phase: 'running', failures: life.failures, since: now } : life;
    case 'lost':
      return life.phase === 'starting' || life.phase === 'running'
        ? afterLoss(life, turn.reason, now, limits)
        : life;
    case 'pauseOver':
      return life.phase === 'pausing' ? { phase: 'starting', failures: life.failures } : life;
    case 'retried':
      return { phase: 'starting', failures: 0 };
    case 'ended':
      return { phase: 'ended' };
    default:
      return turn satisfies never;
  }
}

function afterLoss(
  life: Extract<Life, { phase: 'starting' | 'running' }>,
  reason: string,
  now: number,
  limits: RestartLimits,
): Life {
  const wasHealthy = life.phase === 'running' && now - life.since >= limits.healthySeconds * 1000;
  const failures = wasHealthy ? 1 : life.failures + 1;
  if (failures >= limits.failuresInARow) return { phase: 'failed', failures, reason };
  const seconds = Math.min(limits.firstPauseSeconds * 2 ** (failures - 1), limits.longestPauseSeconds);
  return { phase: 'pausing', failures, seconds, reason };
}

/** As screens are told. Null when the shell itself goes: there is nothing left to tell. */
export function engineStateOf(life: Life): EngineState | null {
  switch (life.phase) {
    case 'starting':
    case 'running':
      return { state: life.phase };
    case 'pausing':
      return {
        state: 'restarting',
        failures: life.failures,
        inSeconds: life.seconds,
        reason: life.reason,
      };
    case 'failed':
      return { state: 'failed', failures: life.failures, reason: life.reason };
    case 'ended':
      return null;
    default:
      return life satisfies never;
  }
}
