// Dates as people write them where the station stands.

/** The local date of a moment, such as `2026-11-24`. */
export function localDay(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The local date so many days later. @param day Such as `2026-11-24`. */
export function addDays(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  // Midnight may be missing on a day when the clock changes; noon never is.
  return localDay(new Date(year, month - 1, date + days, 12));
}
