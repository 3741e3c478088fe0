// What the line is shown, and in which order it is written.
import { describe, expect, it } from 'vitest';
import {
  type NumberedEvent,
  type Signals,
  signalsOf,
  stationConditions,
} from '../../../src-inference/contract/index.ts';
import {
  firstSnapshot,
  followEvent,
  presentState,
} from '../../../src-inference/links/messages/present-state.ts';
import { allOff, signalWrites } from '../../../src-inference/links/modbus/signal-values.ts';
import { atWork, finished } from '../../screens/parts.ts';

const none = {
  ready: null,
  green: null,
  yellow: null,
  red: null,
  horn: null,
  clampRelease: null,
  heartbeat: null,
};
const coil = (address: number) => ({ table: 'coil', address }) as const;
const idle = { ...atWork, part: null };
const event = (one: NumberedEvent['event']): NumberedEvent => ({
  sequence: 1000,
  at: '2026-11-29T08:00:00.000Z',
  event: one,
});
const lost = event({ type: 'sourceGone' });
const back = event({ type: 'sourceState', state: 'playing', source: atWork.source!.info, error: null });

describe('signals', () => {
  it('release the clamp for a pass only, and never without the station being ready', () => {
    const releasing = stationConditions.filter((condition) => signalsOf(condition).clampRelease);
    expect(releasing).toEqual(['pass']);
    expect(signalsOf('notReady')).toEqual(allOff);
  });

  it('go off before others go on, and the heartbeat comes last', () => {
    const fail: Signals = signalsOf('fail');
    const all = { ...none, green: coil(1), red: coil(3), clampRelease: coil(5), heartbeat: coil(6) };
    const writes = signalWrites(all, fail, 3);
    expect(writes.map(({ signal, value }) => `${signal} ${value}`)).toEqual([
      'green 0',
      'clampRelease 0',
      'red 1',
      'heartbeat 1',
    ]);
    const register = { ...none, heartbeat: { table: 'register', address: 9 } as const };
    expect(signalWrites(register, fail, 65_537)).toMatchObject([{ value: 1 }]);
  });

  it.each([
    ['pass', 'ready'],
    ['warn', 'ready'],
    ['fail', 'fail'],
  ] as const)('of a %s are %s after the station has not been checking', (verdict, expected) => {
    const shown = { ...idle, lastPart: finished(verdict) };
    expect(presentState(shown).condition).toBe(verdict);
    expect(presentState(firstSnapshot(shown)).condition).toBe(expected);
    const away = followEvent(shown, lost);
    expect(presentState(away).condition).toBe('notReady');
    expect(presentState(followEvent(away, back)).condition).toBe(expected);
  });
});
