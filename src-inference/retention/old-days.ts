// Which journals go. Pure.

/**
 * Journals of days before the limit, of which nothing is left: a journal that names a file which is still there, or says something
 * of its parts, is what that file is known by.
 *
 * @param days Local dates of journals and logs.
 * @param before Begun before that moment, ms since 1970.
 * @param needed Days of journals that are needed still.
 */
export function oldDays(
  days: readonly string[],
  before: number,
  needed: ReadonlySet<string>,
): readonly string[] {
  return days.filter((day) => new Date(`${day}T23:59:59.999`).getTime() < before && !needed.has(day));
}
