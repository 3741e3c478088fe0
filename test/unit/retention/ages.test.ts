// How old a file must be, whatever the clock does.
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../../src-inference/contract/index.ts';
import { cutoffs } from '../../../src-inference/retention/ages.ts';

const noon = new Date(2026, 10, 29, 12);
const day = 24 * 3600_000;

function daysBack(count: number, from = localDay(noon)): readonly string[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index + 1 - count));
}

const isOld = (at: Date, days: number, facts: Partial<Parameters<typeof cutoffs>[0]>): boolean =>
  at.getTime() < cutoffs({ now: noon, synchronised: false, days: daysBack(200), ...facts })(days);
const ago = (days: number): Date => new Date(noon.getTime() - days * day);

describe('a file is too old', () => {
  it.each([true, false])('by the calendar, with a clock that is kept in step: %s', (synchronised) => {
    expect(isOld(ago(31), 30, { synchronised })).toBe(true);
    expect(isOld(ago(29), 30, { synchronised })).toBe(false);
  });

  it('after a week without work, too', () => {
    const days = [...daysBack(100, localDay(ago(7))), localDay(noon)];
    expect(isOld(ago(31), 30, { days })).toBe(true);
    expect(isOld(ago(29), 30, { days })).toBe(false);
  });
});

describe('a clock that jumps forward by years', () => {
  const later = new Date(2031, 5, 1, 9);
  const worked = daysBack(200);
  it.each([
    ['before anything is recorded', worked],
    ['when a day was recorded since', [...worked, localDay(later)]],
  ])('deletes nothing that was not due: %s', (_, days) => {
    const facts = { now: later, days };
    expect(isOld(ago(27), 30, facts)).toBe(false);
    expect(isOld(ago(33), 30, facts)).toBe(true);
  });

  it('is believed when a time service keeps it in step', () => {
    expect(isOld(ago(1), 30, { now: later, synchronised: true })).toBe(true);
  });

  it('and is set back: what was recorded meanwhile does not matter', () => {
    const days = [...worked, localDay(later)];
    expect(isOld(ago(29), 30, { days })).toBe(false);
    expect(isOld(ago(31), 30, { days })).toBe(true);
    expect(isOld(later, 30, { days })).toBe(false);
  });
});

it('a station without a record deletes by the calendar', () => {
  expect(isOld(ago(31), 30, { days: [] })).toBe(true);
});
