// Formats of numbers, times and sizes in the language of the screen.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Formats {
  /** BCP 47, such as `es`. */
  readonly language: string;
  /** `14:05:09`, local time. */
  clock(iso: string): string;
  /** `14:05`, local time. */
  minute(iso: string): string;
  /** `24 Nov 2026`, local date. */
  day(iso: string): string;
  /** `24 Nov 2026, 14:05:09`, local date and time. */
  dateTime(iso: string): string;
  /** `1:07.3`: minutes, seconds, tenths. */
  duration(seconds: number): string;
  /** `1:07`: minutes and whole seconds, for what runs while somebody looks. */
  minutesSeconds(seconds: number): string;
  /** `1 hr 5 min`: the two largest units. */
  span(seconds: number): string;
  /** `24 Nov`. @param day Local date, `2026-11-24`. */
  dayOfYear(day: string): string;
  /** `Mon`. @param weekday 0 is Sunday. */
  weekday(weekday: number): string;
  /** `92 %`. @param share 0 to 1. */
  percent(share: number, digits?: number): string;
  number(value: number, digits?: number): string;
  /** `1.2 GB`: powers of 1000, as disks are sold. */
  bytes(bytes: number): string;
}

export function createFormats(language: string): Formats {
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const minute = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const dayOfYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const percent = (share: number, digits = 0): string =>
    share.toLocaleString(language, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const number = (value: number, digits = 0): string =>
    value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    language,
    clock: (iso) => clock.format(new Date(iso)),
    minute: (iso) => minute.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    dateTime: (iso) => `${day.format(new Date(iso))}, ${clock.format(new Date(iso))}`,
    duration(seconds) {
      const tenths = Math.round(Math.max(0, seconds) * 10);
      const minutes = Math.floor(tenths / 600);
      const rest = number((tenths % 600) / 10, 1);
      return `${minutes}:${tenths % 600 < 100 ? '0' : ''}${rest}`;
    },
    minutesSeconds(seconds) {
      const whole = Math.floor(Math.max(0, seconds));
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
    },
    span(seconds) {
      const whole = Math.round(seconds);
      const counts = [
        ['day', Math.floor(whole / 86_400)],
        ['hour', Math.floor(whole / 3600) % 24],
        ['minute', Math.floor(whole / 60) % 60],
        ['second', whole % 60],
      ] as const;
      const first = counts.findIndex(([unit, count]) => count > 0 || unit === 'second');
      return counts
        .slice(first, first + 2)
        .filter(([, count], index) => count > 0 || index === 0)
        .map(([unit, count]) => count.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'short' }))
        .join(' ');
    },
    dayOfYear: (date) => dayOfYear.format(new Date(`${date}T12:00`)),
    // 1 January 2023 was a Sunday.
    weekday: (one) => weekday.format(new Date(Date.UTC(2023, 0, 1 + one))),
    percent,
    number,
    bytes(bytes) {
      const units = ['B', 'kB', 'MB', 'GB', 'TB'];
      const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
      const value = bytes / 1000 ** power;
      return `${number(value, power > 0 && value < 10 ? 1 : 0)} ${units[power]}`;
    },
  };
}

export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  return useMemo(() => createFormats(language), [language]);
}
