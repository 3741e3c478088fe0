// The shift calendar where the clock changes: Berlin, where 2026-03-29 has 23 hours and 2026-10-25 has 25.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShiftStart } from '../../../src-inference/contract/index.ts';
import {
  type DaySlice,
  shiftAt,
  shiftsOfDay,
  slicesFor,
} from '../../../src-inference/figures/shift-calendar.ts';

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = 'Europe/Berlin';
});
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const three: readonly ShiftStart[] = [
  { name: 'Early', weekdays: everyDay, start: '06:00' },
  { name: 'Late', weekdays: everyDay, start: '14:00' },
  { name: 'Night', weekdays: everyDay, start: '22:00' },
];
const weekdaysOnly: readonly ShiftStart[] = [{ name: 'Day', weekdays: [1, 2, 3, 4, 5], start: '07:00' }];

const hoursOf = ({ start, end }: { readonly start: Date; readonly end: Date }): number =>
  (end.getTime() - start.getTime()) / 3_600_000;

describe('a shift', () => {
  it.each([
    ['2026-06-10T06:00:00', 'Early', '2026-06-10'],
    ['2026-06-10T13:59:59', 'Early', '2026-06-10'],
    ['2026-06-10T23:30:00', 'Night', '2026-06-10'],
    ['2026-06-11T02:00:00', 'Night', '2026-06-10'],
  ])('at %s is %s of %s', (at, name, day) => {
    expect(shiftAt(three, new Date(at))).toMatchObject({ name, day });
  });

  it('ends twelve hours after its start when no other begins', () => {
    expect(shiftAt(weekdaysOnly, new Date('2026-06-10T18:59:00'))).toMatchObject({ name: 'Day' });
    expect(shiftAt(weekdaysOnly, new Date('2026-06-10T19:00:00'))).toBeNull();
    expect(shiftAt(weekdaysOnly, new Date('2026-06-13T10:00:00'))).toBeNull();
  });

  it('is an hour shorter or longer when the clock changes in it', () => {
    const night = (day: string): number => hoursOf(shiftsOfDay(three, day).at(-1)!);
    expect(night('2026-03-27')).toBe(8);
    expect(night('2026-03-28')).toBe(7);
    expect(night('2026-10-24')).toBe(9);
  });

  it('that begins in the hour which the clock skips begins after it', () => {
    const [early] = shiftsOfDay([{ name: 'A', weekdays: everyDay, start: '02:30' }], '2026-03-29');
    expect(early!.start.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('a day', () => {
  function slicesOfDay(starts: readonly ShiftStart[], day: string): readonly DaySlice[] {
    const query = { fromDay: day, toDay: day, shift: null, per: 'day' } as const;
    return slicesFor(query, starts, { first: day, last: day }).map(({ slice }) => slice);
  }

  it('is cut where shifts begin, and covered without gaps', () => {
    const slices = slicesOfDay(three, '2026-06-10');
    expect(slices.map(({ day, shift }) => `${day} ${shift}`)).toEqual([
      '2026-06-09 Night',
      '2026-06-10 Early',
      '2026-06-10 Late',
      '2026-06-10 Night',
    ]);
    expect(slices.slice(1).map(({ from }) => from)).toEqual(slices.slice(0, -1).map(({ to }) => to));
    expect([slices[0]!.from, slices.at(-1)!.to]).toEqual([null, null]);
  });

  it('is one slice without shifts', () => {
    expect(slicesOfDay([], '2026-06-10')).toMatchObject([
      { day: '2026-06-10', shift: null, from: null, to: null },
    ]);
  });

  it('has slices between its shifts', () => {
    expect(slicesOfDay(weekdaysOnly, '2026-06-10').map(({ shift }) => shift)).toEqual([null, 'Day', null]);
  });
});

describe('the slices of a question', () => {
  const days = { first: '2026-06-01', last: '2026-06-30' };
  const query = { fromDay: '2026-06-10', toDay: '2026-06-10', shift: null, per: 'day' } as const;

  it('are those of the calendar day', () => {
    expect(slicesFor(query, three, days).map(({ slice }) => slice.shift)).toEqual([
      'Night',
      'Early',
      'Late',
      'Night',
    ]);
  });

  it('of a night shift go past midnight', () => {
    const found = slicesFor({ ...query, shift: 'Night' }, three, days);
    expect(found.map(({ slice, day }) => [slice.calendarDay, day])).toEqual([
      ['2026-06-10', '2026-06-10'],
      ['2026-06-11', '2026-06-10'],
    ]);
  });

  it('are no more than there are days with parts', () => {
    const all = slicesFor({ ...query, fromDay: null, toDay: null }, [], days);
    expect([all.length, all[0]!.day, all.at(-1)!.day]).toEqual([30, '2026-06-01', '2026-06-30']);
  });
});
