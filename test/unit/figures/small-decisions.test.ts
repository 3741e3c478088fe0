// Small decisions around the figures: addresses, axes, the shift form, and when the counts of a shift begin again.
import { describe, expect, it } from 'vitest';
import { isShiftDue } from '../../../src-inference/workplace/shift-clock.ts';
import { axisTicks } from '../../../src-renderer/charts/axis-ticks.ts';
import { lastWeek, queryOf, readFilter, writeFilter } from '../../../src-renderer/figures/figures-filter.ts';
import { conditionsOf, readConditions } from '../../../src-renderer/history/part-filter.ts';
import { shiftProblem } from '../../../src-renderer/setup/shift-form.ts';

describe('the address of the figures', () => {
  it('comes back as it was written', () => {
    const filter = { ...lastWeek, span: 'month', shift: 'Früh & spät', operator: '', per: 'shift' } as const;
    expect(readFilter(writeFilter(filter))).toEqual(filter);
  });

  it('is as usual where it makes no sense', () => {
    expect(readFilter('span=never&per=moon')).toEqual(lastWeek);
  });

  it('counts days back over the end of a month', () => {
    const now = new Date(2026, 2, 3, 9);
    expect(queryOf(lastWeek, now)).toMatchObject({ fromDay: '2026-02-25', toDay: null });
    expect(queryOf({ ...lastWeek, span: 'yesterday' }, now)).toMatchObject({ toDay: '2026-03-02' });
  });
});

it('a link to the history brings the conditions of a figure', () => {
  const filter = readConditions('fromDay=2026-11-24&step=spacer&status=missed&hour=9&faulty=true&operator=');
  expect(conditionsOf(filter, new Date())).toMatchObject({
    fromDay: '2026-11-24',
    toDay: null,
    step: 'spacer',
    status: 'missed',
    hour: 9,
    faulty: true,
    operator: '',
    shift: null,
  });
  expect(readConditions('status=eaten&hour=noon').linked).toMatchObject({ status: null, hour: null });
});

describe('an axis', () => {
  it.each([
    [[0.87, 0.93, 0.52], 1, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [[49.2, 55, 60], null, [45, 50, 55, 60]],
    [[0, 0], 1, [0, 0.2]],
    [[42], null, [40, 50]],
  ])('of %j is round', (values, most, ticks) => {
    expect(axisTicks(values, most)).toEqual(ticks);
  });
});

describe('a shift calendar', () => {
  const early = { name: 'Early', weekdays: [1, 2], start: '06:00' };
  it.each([
    [[early], null],
    [[{ ...early, name: ' ' }], 'noName'],
    [[{ ...early, start: '' }], 'noStart'],
    [[{ ...early, weekdays: [] }], 'noWeekday'],
    [[early, { name: 'Other', weekdays: [2], start: '06:00' }], 'sameTime'],
  ])('%j', (starts, problem) => {
    expect(shiftProblem(starts)).toBe(problem);
  });
});

describe('the counts of the shift', () => {
  const starts = ['06:00', '14:00', '22:00'].map((start) => ({
    name: start,
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    start,
  }));
  const local = (time: string): Date => new Date(`2026-06-10T${time}`);
  const isDue = (since: string, now: string, restartCounts = true): boolean =>
    isShiftDue({ starts, restartCounts }, local(since).toISOString(), local(now));

  it('begin again when a shift begins', () => {
    expect(isDue('06:00:01', '13:59:59')).toBe(false);
    expect(isDue('06:00:01', '14:00:00')).toBe(true);
  });
  it('begin again for a shift that began while the station was off', () =>
    expect(isDue('05:00', '09:30')).toBe(true));
  it('stay when somebody began them by hand in this shift', () =>
    expect(isDue('14:20', '16:00')).toBe(false));
  it('stay when the calendar does not rule them', () => expect(isDue('05:00', '09:30', false)).toBe(false));
});
