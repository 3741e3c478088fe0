// The clock of the machine was set: what is noticed, and what is not.
import { describe, expect, it } from 'vitest';
import { ClockWatch, setBackWhileStopped } from '../../../src-inference/workplace/clock-watch.ts';

const begin = Date.parse('2026-11-30T10:00:00Z');

/** A watch on a machine whose clock says `clock` seconds after its beginning when it has been on for `uptime` seconds. */
function watch(looks: readonly (readonly [uptime: number, clock: number])[]): readonly (number | null)[] {
  let [uptime, clock] = looks[0]!;
  const one = new ClockWatch({ now: () => new Date(begin + clock * 1000), uptimeSeconds: () => uptime });
  return looks.slice(1).map((next) => {
    [uptime, clock] = next;
    return one.look()?.bySeconds ?? null;
  });
}

describe('the watch on the clock', () => {
  it.each([
    [
      'goes evenly',
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
      [null, null],
    ],
    [
      'is set back by an hour, and then goes evenly',
      [
        [0, 0],
        [1, -3599],
        [2, -3598],
      ],
      [-3600, null],
    ],
    [
      'is set forward by a year',
      [
        [0, 0],
        [1, 31_536_001],
      ],
      [31_536_000],
    ],
    [
      'is set by less than confuses anybody',
      [
        [0, 0],
        [1, 2.5],
        [2, 2],
      ],
      [null, null],
    ],
    [
      'is slewed by a time service, as much as Linux allows, for a day',
      [
        [0, 0],
        [86_400, 86_400 - 1.9],
      ],
      [null],
    ],
    [
      'goes on while the machine is asleep',
      [
        [0, 0],
        [28_800, 28_800],
      ],
      [null],
    ],
  ] as const)('says what is to be said of a clock that %s', (_, looks, said) => {
    expect(watch(looks)).toEqual(said);
  });

  it('adds up no small steps: a slew of hours is none', () => {
    const looks = Array.from({ length: 40_000 }, (_, second) => [second, second * 1.0005] as const);
    expect(watch(looks).filter((said) => said !== null)).toEqual([]);
  });

  it('tells at a start that the clock is behind the newest entry', () => {
    const now = new Date(begin);
    expect(setBackWhileStopped('2026-11-30T11:00:00.000Z', now)).toEqual({
      type: 'clockChanged',
      bySeconds: -3600,
      whileStopped: true,
    });
    expect(setBackWhileStopped('2026-11-30T10:00:01.000Z', now)).toBeNull();
    expect(setBackWhileStopped('2026-11-30T09:00:00.000Z', now)).toBeNull();
    expect(setBackWhileStopped(null, now)).toBeNull();
  });
});
