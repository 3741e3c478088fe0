// Which file of a card runs, and on what: the best that this machine has. Pure.
import {
  type Backend,
  type NetworkChoice,
  type NetworkTarget,
  type Precision,
  StationError,
} from '../contract/index.ts';
import { filesOf, type ModelCard, type ModelFile } from './card.ts';
import { type CpuCapability, runsOnCpu } from './cpu-capability.ts';

export interface Machine {
  readonly cpu: CpuCapability;
  /** Null: networks can run on it; otherwise what is missing, and how to get it. */
  readonly missing: Readonly<Record<Backend, { readonly what: string; readonly hint: string } | null>>;
}

/** What a person asked for; it wins over the card, and the card over what seems best. */
export interface Wish {
  readonly precision: Precision | null;
  /** One of several int8 networks; null: the best for this machine. */
  readonly target: NetworkTarget | null;
  readonly backend: Backend | null;
}

/** Of a network on this machine. */
export type LocalChoice = NetworkChoice & { readonly backend: Backend };

interface Preference {
  readonly backend: Backend;
  /** From the fastest on. */
  readonly precisions: readonly Precision[];
}

/** From the fastest on. */
function preferencesOn({ cpu }: Machine): readonly Preference[] {
  return [
    { backend: 'tensorrt', precisions: ['int8Qdq', 'fp32'] },
    { backend: 'cuda', precisions: ['fp32'] },
    { backend: 'cpu', precisions: ['int8', ...cpu.floats] },
  ];
}

/**
 * @throws StationError `backend_unavailable`; `model_not_found` for a precision that the card does not have; `cpu_unsuitable`
 *   for one whose answers would be wrong on this CPU.
 */
export function chooseNetwork(card: ModelCard, machine: Machine, wish: Wish): LocalChoice {
  const backend = wish.backend ?? (card.backend.name === 'auto' ? null : card.backend.name);
  if (backend !== null) mustBeThere(card, machine, backend);
  if (wish.precision !== null)
    return chooseWished(card, machine, backend, { ...wish, precision: wish.precision });
  for (const { backend: possible, precisions } of preferencesOn(machine)) {
    if (backend === null ? machine.missing[possible] !== null : possible !== backend) continue;
    for (const precision of precisions) {
      if (precision === 'int8Qdq' && !allowsInt8(card)) continue;
      const file = bestFile(filesOf(card, precision), possible, machine);
      if (!file) continue;
      const choice = { precision, target: file.target, backend: possible };
      return { ...choice, reason: reasonOf(card, machine, choice, wish) };
    }
  }
  return { precision: 'fp32', target: null, backend: backend ?? 'cpu', reason: 'it runs everywhere' };
}

/** TensorRT runs no explicit quantization on a DLA. */
function allowsInt8({ backend }: ModelCard): boolean {
  return backend.int8 && backend.dla === null;
}

function mustBeThere(card: ModelCard, machine: Machine, backend: Backend): void {
  const missing = machine.missing[backend];
  if (!missing) return;
  throw new StationError('backend_unavailable', `The backend ${backend} is not there: ${missing.what}.`, {
    where: card.directory,
    hint: missing.hint,
  });
}

/** A file that was asked for by name runs where it was made to run, otherwise on the CPU. */
function chooseWished(
  card: ModelCard,
  machine: Machine,
  wanted: Backend | null,
  wish: Wish & { readonly precision: Precision },
): LocalChoice {
  const { precision, target } = wish;
  const files = filesOf(card, precision).filter((file) => target === null || file.target === target);
  if (files.length === 0) {
    const which = target === null ? precision : `${precision} network for ${target}`;
    throw new StationError(
      'model_not_found',
      `The model "${card.name}" has no ${which}${target === null ? ' network' : ''}.`,
      {
        where: card.directory,
        hint: 'stepwatch optimize makes one.',
      },
    );
  }
  const madeFor = preferencesOn(machine).find(
    ({ backend, precisions }) => machine.missing[backend] === null && precisions.includes(precision),
  );
  const backend = wanted ?? madeFor?.backend ?? 'cpu';
  const file = bestFile(files, backend, machine);
  if (file) return { precision, target: file.target, backend, reason: 'it was asked for' };
  throw new StationError(
    'cpu_unsuitable',
    `The ${precision} network of "${card.name}" is made for ${targetsOf(files)}. This CPU is ${machine.cpu.title}, where its answers would be wrong.`,
    {
      where: card.directory,
      hint:
        `Make one for this CPU with "stepwatch optimize ${card.directory} --target ${machine.cpu.makes} --calibrate VIDEO...", ` +
        'or leave --precision out: a network that is right here is taken then.',
    },
  );
}

/** The fastest of several files whose answers are right: on the CPU, or in TensorRT, which brings its own kernels. */
function bestFile(files: readonly ModelFile[], backend: Backend, { cpu }: Machine): ModelFile | undefined {
  if (backend === 'tensorrt' && files.some(({ target }) => target === 'tensorrt')) return files[0];
  const place = ({ target }: ModelFile): number =>
    target === null ? cpu.rightTargets.length : cpu.rightTargets.indexOf(target);
  return files.filter((file) => runsOnCpu(file, cpu)).toSorted((a, b) => place(a) - place(b))[0];
}

function reasonOf(
  card: ModelCard,
  machine: Machine,
  { precision, target, backend }: Omit<LocalChoice, 'reason'>,
  wish: Wish,
): string {
  if (wish.backend !== null) return 'it was asked for';
  if (card.backend.name !== 'auto') return 'the card asks for this backend';
  if (backend !== 'cpu') return `the fastest on a machine with ${backend}`;
  const { title } = machine.cpu;
  if (precision === 'int8') {
    const made = target === null ? 'an int8 network for any machine' : `the int8 network for ${target}`;
    return `${made} is the fastest whose answers are right on this CPU (${title})`;
  }
  const int8 = filesOf(card, 'int8');
  if (int8.length > 0) {
    return `the int8 network is made for ${targetsOf(int8)}; this CPU is ${title}, where its answers would be wrong`;
  }
  return precision === 'fp32Lowered' ? 'the card has no int8 network' : 'the card has no optimised network';
}

function targetsOf(files: readonly ModelFile[]): string {
  return files.map(({ target }) => target ?? 'any machine').join(' and ');
}
