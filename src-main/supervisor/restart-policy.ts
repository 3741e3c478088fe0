// Decides when a lost engine is replaced. Pure: times come from the caller's clock, in milliseconds.
import type { EngineState } from '../../src-inference/contract/index.ts';

export interface RestartLimits {
  readonly initialBackoffSeconds: number;
  /** The backoff doubles with each failure, up to this. */
  readonly maxBackoffSeconds: number;
  /** An engine that ran for this long was healthy: failures are counted from zero again. */
  readonly healthySeconds: number;
  /** After so many failures in a row, only a person restarts the engine. */
  readonly maxConsecutiveFailures: number;
}

export const restartLimits: RestartLimits = {
  initialBackoffSeconds: 0.5,
  maxBackoffSeconds: 30,
  healthySeconds: 60,
  maxConsecutiveFailures: 5,
};

/** `failures`: engines that were lost in a row. */
export type Lifecycle =
  | { readonly phase: 'starting'; readonly failures: number }
  | { readonly phase: 'running'; readonly failures: number; readonly since: number }
  | {
      readonly phase: 'backoff';
      readonly failures: number;
      readonly seconds: number;
      readonly reason: string;
    }
  | { readonly phase: 'failed'; readonly failures: number; readonly reason: string }
  | { readonly phase: 'stopped' };

export type LifecycleInput =
  /** The engine has opened its workplace. */
  | { readonly type: 'workplaceOpened' }
  /** The process of the engine ended, for any reason. */
  | {
      readonly type: 'engineLost';
      readonly reason: string;
      /** Another engine would be lost for the same reason. */
      readonly isFinal?: boolean;
    }
  | { readonly type: 'backoffOver' }
  /** A person wants a new engine now. */
  | { readonly type: 'restartRequested' }
  /** The shell ends. */
  | { readonly type: 'stopRequested' };

/** An input that does not fit the phase changes nothing. On entering `starting`, the caller starts a process. */
export function nextLifecycle(
  lifecycle: Lifecycle,
  input: LifecycleInput,
  now: number,
  limits = restartLimits,
): Lifecycle {
  const { phase } = lifecycle;
  if (phase === 'stopped') return lifecycle;
  switch (input.type) {
    case 'workplaceOpened':
      return phase === 'starting'
        ? { phase: 'running', failures: lifecycle.failures, since: now }
        : lifecycle;
    case 'engineLost':
      return phase === 'starting' || phase === 'running'
        ? afterLoss(lifecycle, input, now, limits)
        : lifecycle;
    case 'backoffOver':
      return phase === 'backoff' ? { phase: 'starting', failures: lifecycle.failures } : lifecycle;
    case 'restartRequested':
      return { phase: 'starting', failures: 0 };
    case 'stopRequested':
      return { phase: 'stopped' };
    default:
      return input satisfies never;
  }
}

function afterLoss(
  lifecycle: Extract<Lifecycle, { phase: 'starting' | 'running' }>,
  { reason, isFinal = false }: Extract<LifecycleInput, { type: 'engineLost' }>,
  now: number,
  limits: RestartLimits,
): Lifecycle {
  const wasHealthy = lifecycle.phase === 'running' && now - lifecycle.since >= limits.healthySeconds * 1000;
  const failures = wasHealthy ? 1 : lifecycle.failures + 1;
  if (isFinal || failures >= limits.maxConsecutiveFailures) return { phase: 'failed', failures, reason };
  // One that opened its workplace is replaced at once. What was wrong may be over; if it is not, the next one waits.
  const isFirst = lifecycle.phase === 'running' && failures === 1;
  const backoffSeconds = limits.initialBackoffSeconds * 2 ** (failures - 1);
  const seconds = isFirst ? 0 : Math.min(backoffSeconds, limits.maxBackoffSeconds);
  return { phase: 'backoff', failures, seconds, reason };
}

/** What screens are told. Null when the shell ends: no screen is left to tell. */
export function engineStateOf(lifecycle: Lifecycle): EngineState | null {
  switch (lifecycle.phase) {
    case 'starting':
    case 'running':
      return { state: lifecycle.phase };
    case 'backoff':
      return {
        state: 'restarting',
        failures: lifecycle.failures,
        inSeconds: lifecycle.seconds,
        reason: lifecycle.reason,
      };
    case 'failed':
      return { state: 'failed', failures: lifecycle.failures, reason: lifecycle.reason };
    case 'stopped':
      return null;
    default:
      return lifecycle satisfies never;
  }
}
