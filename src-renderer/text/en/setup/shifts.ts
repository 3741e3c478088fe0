export const shifts = {
  title: 'Shift calendar',
  hint: 'When shifts begin, in local time, so that figures can be compared by shift. A shift lasts until the next one begins, 12 hours at most. A night shift counts for the day on which it begins.',
  effect:
    'Applies at once. Checking is not interrupted and nothing is lost: figures of past days are counted again by the new calendar.',
  none: 'No shifts yet: figures are counted by day.',
  usual: 'Begin with three shifts',
  early: 'Early',
  late: 'Late',
  night: 'Night',
  name: 'Name',
  start: 'Begins at',
  weekdays: 'On',
  add: 'Add a shift',
  remove: 'Remove {{name}}',
  restartCounts: 'Begin the counts anew with each shift',
  restartCountsHint:
    'The counts of the shift on the page Live start at 0 when a shift begins. They can still be started by hand.',
  problems: {
    noName: 'Each shift needs a name.',
    noStart: 'Each shift needs a time at which it begins.',
    noWeekday: 'Each shift needs at least one day of the week.',
    sameTime: 'Two shifts begin at the same time.',
  },
} as const;
