// The classes of the line and the order in which a good part is made.

export const actions = [
  'riveted_start',
  'spacer',
  'greased_disk',
  'separator',
  'spacer_and_washer',
  'install_lid',
  'press_down',
  'complete_part',
] as const;
export type Action = (typeof actions)[number];

const round: readonly Action[] = ['spacer', 'greased_disk', 'separator'];

/** RidgeRun's published sequence, 22 steps; the same as resources/recipes/coupling.yaml. */
export const goodSequence: readonly Action[] = [
  'riveted_start',
  ...round,
  'spacer_and_washer',
  ...round,
  ...round,
  ...round,
  ...round,
  'spacer',
  'greased_disk',
  'install_lid',
  'press_down',
  'complete_part',
];

/** Actions that put a part from a bin on the fixture, whatever is already there. */
export const placing: readonly Action[] = ['spacer', 'greased_disk', 'separator', 'spacer_and_washer'];
