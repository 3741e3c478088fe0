// What is done on the line of the pump controller, and the orders in which a good unit may be made.
import type { Random } from '../random.ts';
import { type Movement, type Product, perform } from '../scenario.ts';
import type { PartKind } from './layout.ts';

export const actions = [
  'load_housing',
  'scan_code',
  'fit_board',
  'plug_cable',
  'fit_inlet_seal',
  'fit_outlet_seal',
  'apply_sealant',
  'close_cover',
  'drive_screw',
  'box_unit',
] as const;
export type Action = (typeof actions)[number];

export const actionTitles: Readonly<Record<Action, { readonly title: string; readonly color: string }>> = {
  load_housing: { title: 'Load housing', color: '#2563eb' },
  scan_code: { title: 'Scan code', color: '#dc2626' },
  fit_board: { title: 'Fit board', color: '#16a34a' },
  plug_cable: { title: 'Plug cable', color: '#d97706' },
  fit_inlet_seal: { title: 'Fit inlet seal', color: '#9333ea' },
  fit_outlet_seal: { title: 'Fit outlet seal', color: '#c026d3' },
  apply_sealant: { title: 'Apply sealant', color: '#0891b2' },
  close_cover: { title: 'Close cover', color: '#4d7c0f' },
  drive_screw: { title: 'Drive screw', color: '#b45309' },
  box_unit: { title: 'Box unit', color: '#475569' },
};

export const screws = 4;

/** In any order, but the cable after the board; the same as recipe.yaml. */
const insides: readonly Action[] = ['fit_board', 'plug_cable', 'fit_inlet_seal', 'fit_outlet_seal'];
const placing: readonly Action[] = ['fit_board', 'fit_inlet_seal', 'fit_outlet_seal', 'plug_cable'];
const carried: readonly Action[] = ['fit_board', 'fit_inlet_seal', 'fit_outlet_seal'];
/** Their order is fixed where they follow each other, and hands can change it. */
const movable: readonly Action[] = [...insides, 'apply_sealant', 'close_cover'];

export const controller: Product<PartKind, Action> = {
  goodSequence(random) {
    const order = [...insides];
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.integer(0, i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const [board, cable] = [order.indexOf('fit_board'), order.indexOf('plug_cable')];
    if (cable < board) [order[board], order[cable]] = ['plug_cable', 'fit_board'];
    return [
      'load_housing',
      'scan_code',
      ...order,
      'apply_sealant',
      'close_cover',
      ...Array.from({ length: screws }, () => 'drive_screw' as const),
      'box_unit',
      'scan_code',
    ];
  },
  placing,
  carried,
  ordered: (first, second) =>
    movable.includes(first) &&
    movable.includes(second) &&
    (!insides.includes(second) || (first === 'fit_board' && second === 'plug_cable')),
  // What the group still lacks is right at any time before its end.
  wrongAt: (sequence, index, action) => {
    const inGroup = insides.includes(sequence[index]!);
    return !inGroup || sequence.indexOf(action) < index;
  },
  shuffled: (random) => ({ laid: ['housing'], movements: shuffled(random) }),
};

function shuffled(random: Random): Movement<Action>[] {
  const inner = actions.filter((action) => action !== 'load_housing' && action !== 'box_unit');
  return Array.from({ length: random.integer(5, 7) }, () => perform(random.pick(inner)));
}
