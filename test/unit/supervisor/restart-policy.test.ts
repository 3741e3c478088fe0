// When a lost engine is started again, as a table of lives and turns.
import { describe, expect, it } from 'vitest';
import {
  engineStateOf,
  type Life,
  nextLife,
  restartLimits,
  type Turn,
} from '../../../src-main/supervisor/restart-policy.ts';

const lost: Turn = { type: 'lost', reason: 'SIGSEGV' };
const starting = (failures: number): Life => ({ phase: 'starting', failures });
const running = (failures: number, since: number): Life => ({ phase: 'running', failures, since });
const pausing = (failures: number, seconds: number): Life => ({
  phase: 'pausing',
  failures,
  seconds,
  reason: 'SIGSEGV',
});
const failed: Life = { phase: 'failed', failures: 5, reason: 'SIGSEGV' };
const ended: Life = { phase: 'ended' };

describe('the life of an engine', () => {
  it.each<{ life: Life; turn: Turn; now: number; becomes: Life; because: string }>([
    { because: 'it opened', life: starting(2), turn: { type: 'opened' }, now: 7, becomes: running(2, 7) },
    { because: 'it died young', life: starting(0), turn: lost, now: 0, becomes: pausing(1, 0.5) },
    { because: 'again', life: starting(1), turn: lost, now: 0, becomes: pausing(2, 1) },
    { because: 'again', life: running(2, 0), turn: lost, now: 59_999, becomes: pausing(3, 2) },
    { because: 'again', life: starting(3), turn: lost, now: 0, becomes: pausing(4, 4) },
    { because: 'the fifth in a row', life: running(4, 0), turn: lost, now: 100, becomes: failed },
    {
      because: 'a healthy minute wipes out',
      life: running(4, 0),
      turn: lost,
      now: 60_000,
      becomes: pausing(1, 0.5),
    },
    {
      because: 'the pause is over',
      life: pausing(3, 2),
      turn: { type: 'pauseOver' },
      now: 0,
      becomes: starting(3),
    },
    { because: 'a person retries', life: failed, turn: { type: 'retried' }, now: 0, becomes: starting(0) },
    {
      because: 'a person cannot wait',
      life: pausing(4, 4),
      turn: { type: 'retried' },
      now: 0,
      becomes: starting(0),
    },
    {
      because: 'a person wants another one',
      life: running(1, 0),
      turn: { type: 'retried' },
      now: 0,
      becomes: starting(0),
    },
    { because: 'the shell goes', life: running(1, 0), turn: { type: 'ended' }, now: 0, becomes: ended },
    { because: 'it died of that', life: ended, turn: lost, now: 0, becomes: ended },
    { because: 'too late', life: ended, turn: { type: 'retried' }, now: 0, becomes: ended },
    { because: 'an old timer', life: failed, turn: { type: 'pauseOver' }, now: 0, becomes: failed },
    {
      because: 'an old answer',
      life: pausing(1, 0.5),
      turn: { type: 'opened' },
      now: 0,
      becomes: pausing(1, 0.5),
    },
    { because: 'lost already', life: pausing(1, 0.5), turn: lost, now: 0, becomes: pausing(1, 0.5) },
  ])('$life.phase, $turn.type ($because): $becomes.phase', ({ life, turn, now, becomes }) => {
    expect(nextLife(life, turn, now)).toEqual(becomes);
  });

  it('doubles its pauses up to half a minute, as long as it is allowed to', () => {
    const limits = { ...restartLimits, failuresInARow: 100 };
    const pauses = [];
    let life: Life = starting(0);
    for (let round = 0; round < 9; round += 1) {
      life = nextLife(life, lost, 0, limits);
      pauses.push(life.phase === 'pausing' && life.seconds);
      life = nextLife(life, { type: 'pauseOver' }, 0, limits);
    }
    expect(pauses).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('is told to screens with its reason', () => {
    expect([starting(0), running(0, 0), pausing(2, 1), failed, ended].map(engineStateOf)).toEqual([
      { state: 'starting' },
      { state: 'running' },
      { state: 'restarting', failures: 2, inSeconds: 1, reason: 'SIGSEGV' },
      { state: 'failed', failures: 5, reason: 'SIGSEGV' },
      null,
    ]);
  });
});
