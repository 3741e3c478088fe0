// What is done on the line of the coupling, and the order in which a good part is made.
import type { Random } from '../random.ts';
import { type Movement, type Product, perform } from '../scenario.ts';
import { type PartKind, partKinds } from './layout.ts';

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
const placing: readonly Action[] = ['spacer', 'greased_disk', 'separator', 'spacer_and_washer'];

const carried = placing.filter((action) => action !== 'spacer_and_washer');

export const coupling: Product<PartKind, Action> = {
  goodSequence: () => goodSequence,
  placing,
  carried,
  ordered: (first, second) => placing.includes(first) && placing.includes(second) && first !== second,
  wrongAt: () => true,
  shuffled(random) {
    const laid = Array.from({ length: random.integer(0, 12) }, (_, i) =>
      i === 0 ? 'plate' : random.pick(partKinds.filter((part) => part !== 'plate' && part !== 'lid')),
    );
    return { laid, movements: shuffled(laid.length, random) };
  },
};

/** A tower that grows too high is completed. */
function shuffled(laid: number, random: Random): Movement<Action>[] {
  const movements: Movement<Action>[] = [];
  let layers = laid;
  const count = random.integer(5, 7);
  while (movements.length < count) {
    const action = layers > 12 ? 'complete_part' : random.pick(actions);
    if (layers === 0 && (action === 'complete_part' || action === 'press_down')) continue;
    const last = movements.at(-1);
    if (last?.kind === 'do' && last.action === action && random.chance(0.6)) continue;
    if (random.chance(0.06) && placing.includes(action)) movements.push({ kind: 'takeBack', action });
    movements.push(perform(action));
    layers = action === 'complete_part' ? 0 : layers + (action === 'press_down' ? 0 : 1);
    if (layers > 1 && placing.includes(action) && random.chance(0.07)) {
      movements.push({ kind: 'remove' });
      layers -= 1;
    }
  }
  return movements;
}
