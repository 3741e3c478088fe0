// When a lost engine is started again, as a table of phases and inputs.
import { describe, expect, it } from 'vitest';
import {
  engineStateOf,
  type Lifecycle,
  type LifecycleInput,
  nextLifecycle,
  restartLimits,
} from '../../../src-main/supervisor/restart-policy.ts';

const lost: LifecycleInput = { type: 'engineLost', reason: 'SIGSEGV' };
const starting = (failures: number): Lifecycle => ({ phase: 'starting', failures });
const running = (failures: number, since: number): Lifecycle => ({ phase: 'running', failures, since });
const backoff = (failures: number, seconds: number): Lifecycle => ({
  phase: 'backoff',
  failures,
  seconds,
  reason: 'SIGSEGV',
});
const failed: Lifecycle = { phase: 'failed', failures: 5, reason: 'SIGSEGV' };
const stopped: Lifecycle = { phase: 'stopped' };

describe('the lifecycle of an engine', () => {
  it.each<{ lifecycle: Lifecycle; input: LifecycleInput; now: number; becomes: Lifecycle; because: string }>([
    {
      because: 'it opened',
      lifecycle: starting(2),
      input: { type: 'workplaceOpened' },
      now: 7,
      becomes: running(2, 7),
    },
    { because: 'lost at its start', lifecycle: starting(0), input: lost, now: 0, becomes: backoff(1, 0.5) },
    {
      because: 'lost for the first time',
      lifecycle: running(0, 0),
      input: lost,
      now: 0,
      becomes: backoff(1, 0),
    },
    { because: 'lost again', lifecycle: starting(1), input: lost, now: 0, becomes: backoff(2, 1) },
    { because: 'lost again', lifecycle: running(2, 0), input: lost, now: 59_999, becomes: backoff(3, 2) },
    { because: 'lost again', lifecycle: starting(3), input: lost, now: 0, becomes: backoff(4, 4) },
    { because: 'the fifth in a row', lifecycle: running(4, 0), input: lost, now: 100, becomes: failed },
    {
      because: 'it ran a healthy minute before',
      lifecycle: running(4, 0),
      input: lost,
      now: 60_000,
      becomes: backoff(1, 0),
    },
    {
      because: 'the backoff is over',
      lifecycle: backoff(3, 2),
      input: { type: 'backoffOver' },
      now: 0,
      becomes: starting(3),
    },
    {
      because: 'a person restarts it',
      lifecycle: failed,
      input: { type: 'restartRequested' },
      now: 0,
      becomes: starting(0),
    },
    {
      because: 'a person does not wait for the backoff',
      lifecycle: backoff(4, 4),
      input: { type: 'restartRequested' },
      now: 0,
      becomes: starting(0),
    },
    {
      because: 'a person wants another one',
      lifecycle: running(1, 0),
      input: { type: 'restartRequested' },
      now: 0,
      becomes: starting(0),
    },
    {
      because: 'the shell stops',
      lifecycle: running(1, 0),
      input: { type: 'stopRequested' },
      now: 0,
      becomes: stopped,
    },
    {
      because: 'the process ended after the stop',
      lifecycle: stopped,
      input: lost,
      now: 0,
      becomes: stopped,
    },
    {
      because: 'the shell has stopped',
      lifecycle: stopped,
      input: { type: 'restartRequested' },
      now: 0,
      becomes: stopped,
    },
    { because: 'an old timer', lifecycle: failed, input: { type: 'backoffOver' }, now: 0, becomes: failed },
    {
      because: 'an old answer',
      lifecycle: backoff(1, 0.5),
      input: { type: 'workplaceOpened' },
      now: 0,
      becomes: backoff(1, 0.5),
    },
    { because: 'lost already', lifecycle: backoff(1, 0.5), input: lost, now: 0, becomes: backoff(1, 0.5) },
  ])('$lifecycle.phase, $input.type ($because): $becomes.phase', ({ lifecycle, input, now, becomes }) => {
    expect(nextLifecycle(lifecycle, input, now)).toEqual(becomes);
  });

  it('doubles the backoff up to half a minute', () => {
    const limits = { ...restartLimits, maxConsecutiveFailures: 100 };
    const pauses = [];
    let lifecycle: Lifecycle = starting(0);
    for (let round = 0; round < 9; round += 1) {
      lifecycle = nextLifecycle(lifecycle, lost, 0, limits);
      pauses.push(lifecycle.phase === 'backoff' && lifecycle.seconds);
      lifecycle = nextLifecycle(lifecycle, { type: 'backoffOver' }, 0, limits);
    }
    expect(pauses).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('is told to screens with its reason', () => {
    expect([starting(0), running(0, 0), backoff(2, 1), failed, stopped].map(engineStateOf)).toEqual([
      { state: 'starting' },
      { state: 'running' },
      { state: 'restarting', failures: 2, inSeconds: 1, reason: 'SIGSEGV' },
      { state: 'failed', failures: 5, reason: 'SIGSEGV' },
      null,
    ]);
  });
});
