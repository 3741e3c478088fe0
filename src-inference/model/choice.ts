// Which file of a card runs, and on what: the best that this machine has. Pure.
import { type Backend, type NetworkChoice, type Precision, StationError } from '../contract/index.ts';
import type { ModelCard } from './card.ts';
import type { Target } from './targets.ts';

export interface Machine {
  readonly cpu: Exclude<Target, 'tensorrt'>;
  /** Null: networks can run on it; otherwise what is missing, and how to get it. */
  readonly missing: Readonly<Record<Backend, { readonly what: string; readonly hint: string } | null>>;
}

export interface Wish {
  readonly precision: Precision | null;
  readonly backend: Backend | null;
}

/** From the fastest on; each with the files that it runs, from the fastest on. */
const preferences = [
  { backend: 'tensorrt', precisions: ['int8Qdq', 'fp32'] },
  { backend: 'cuda', precisions: ['fp32'] },
  { backend: 'cpu', precisions: ['int8', 'fp32Lowered', 'fp32'] },
] as const satisfies readonly { backend: Backend; precisions: readonly Precision[] }[];

/**
 * @param wish What a person asked for; it wins over the card, and the card over what seems best.
 * @throws StationError `backend_unavailable`, or `model_not_found` for a precision that the card does not have.
 */
export function chooseNetwork(card: ModelCard, machine: Machine, wish: Wish): NetworkChoice {
  const wanted = wish.backend ?? (card.backend.name === 'auto' ? null : card.backend.name);
  if (wanted !== null) {
    const missing = machine.missing[wanted];
    if (missing) {
      throw new StationError('backend_unavailable', `The backend ${wanted} is not there: ${missing.what}.`, {
        where: card.directory,
        hint: missing.hint,
      });
    }
  }
  if (wish.precision !== null && !card.files[wish.precision]) {
    throw new StationError('model_not_found', `The model "${card.name}" has no ${wish.precision} network.`, {
      where: card.directory,
      hint: 'stepwatch optimize makes one.',
    });
  }
  for (const { backend, precisions } of preferences) {
    if (wanted === null ? machine.missing[backend] !== null : backend !== wanted) continue;
    const fitting = precisions.filter((precision) => runs(card, precision, backend, machine));
    const precision = wish.precision ?? fitting[0];
    if (precision === undefined) continue;
    // A file that was asked for by name runs where it was made to run.
    if (
      wanted === null &&
      wish.precision !== null &&
      !(precisions as readonly Precision[]).includes(precision)
    )
      continue;
    return { precision, backend, reason: reasonOf(card, machine, { precision, backend }, wish) };
  }
  return { precision: wish.precision ?? 'fp32', backend: 'cpu', reason: 'it runs everywhere' };
}

function runs(card: ModelCard, precision: Precision, backend: Backend, { cpu }: Machine): boolean {
  const file = card.files[precision];
  if (!file) return false;
  if (precision === 'int8Qdq') return card.backend.int8;
  // 8-bit weights overflow where the sums have 16 bits; 7-bit weights are right everywhere.
  return backend !== 'cpu' || file.target === null || file.target === cpu || file.target === 'x64';
}

function reasonOf(
  card: ModelCard,
  machine: Machine,
  { precision, backend }: Omit<NetworkChoice, 'reason'>,
  wish: Wish,
): string {
  if (wish.precision !== null || wish.backend !== null) return 'it was asked for';
  if (card.backend.name !== 'auto') return 'the card asks for this backend';
  if (backend !== 'cpu') return `the fastest on a machine with ${backend}`;
  if (precision === 'int8') return `the fastest on this CPU (${machine.cpu})`;
  const { int8 } = card.files;
  if (int8) return `the int8 network was made for ${int8.target}, this CPU is ${machine.cpu}`;
  return precision === 'fp32Lowered' ? 'the card has no int8 network' : 'the card has no optimised network';
}
