// The numbers of parts where the clock jumps between days.
import { describe, expect, it } from 'vitest';
import { PartNumbers } from '../../../src-inference/station/part-numbers.ts';

function numbersOn(
  days: readonly string[],
  numbers: (today: () => string) => PartNumbers,
): readonly string[] {
  let day = days[0]!;
  const given = numbers(() => day);
  return days.map((next) => {
    day = next;
    const { day: of, number } = given.next();
    return `${of} ${number}`;
  });
}

describe('the numbers of parts', () => {
  it('go on in the day that is over when the clock goes back a little past midnight', () => {
    const days = ['2026-11-30', '2026-12-01', '2026-11-30', '2026-12-01'];
    expect(numbersOn(days, (today) => new PartNumbers(today))).toEqual([
      '2026-11-30 1',
      '2026-12-01 1',
      '2026-12-01 2',
      '2026-12-01 3',
    ]);
  });

  it('do not wait for a day of next year: today goes on where it was', () => {
    const days = ['2026-11-30', '2027-11-30', '2026-11-30', '2026-12-01'];
    expect(numbersOn(days, (today) => new PartNumbers(today))).toEqual([
      '2026-11-30 1',
      '2027-11-30 1',
      '2026-11-30 2',
      '2026-12-01 1',
    ]);
  });

  it('go on after a restart by what is known of each day', () => {
    const last = { day: '2027-11-30', number: 4 };
    const earlier = [{ day: '2026-11-30', number: 41 }, last];
    expect(numbersOn(['2026-11-30'], (today) => new PartNumbers(today, last, earlier))).toEqual([
      '2026-11-30 42',
    ]);
  });

  it('are taken up when they are learnt later', () => {
    const numbers = new PartNumbers(() => '2026-11-30');
    expect(numbers.next().number).toBe(1);
    numbers.learn({ day: '2026-11-30', number: 17 });
    expect(numbers.next().number).toBe(18);
  });
});
