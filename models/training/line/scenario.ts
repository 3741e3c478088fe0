// What happens in a video: the actions in order, with at most one mistake. Pure; when it happens is decided elsewhere.
import { type Action, actions, goodSequence, placing } from './actions.ts';
import { type PartKind, partKinds } from './layout.ts';
import type { Random } from './random.ts';

export const scenarioKinds = [
  'good',
  'skipped',
  'swapped',
  'repeated',
  'wrong',
  'takenBack',
  'corrected',
  'abandoned',
  'shuffled',
] as const;
export type ScenarioKind = (typeof scenarioKinds)[number];

export type Movement =
  | { readonly kind: 'do'; readonly action: Action }
  /** A part is taken, carried half the way and put back. */
  | { readonly kind: 'takeBack'; readonly action: Action }
  /** The top part is taken off the fixture and put back into its bin. */
  | { readonly kind: 'remove' }
  /** The unfinished part is lifted off and put aside. */
  | { readonly kind: 'abandon' };

interface Mistake {
  readonly kind: ScenarioKind;
  /** 1-based number of the step in the good sequence. */
  readonly stepIndex: number;
  readonly expected: Action;
  /** What was done instead or in addition; null where something was left out. */
  readonly actual: Action | null;
}

export interface Scenario {
  readonly kind: ScenarioKind;
  /** What stands on the fixture when the video begins, from the bottom up. */
  readonly laid: readonly PartKind[];
  readonly movements: readonly Movement[];
  readonly mistake: Mistake | null;
  /** What a perfect checker says of it against the good sequence; null where it was not meant to follow it. */
  readonly expectedVerdict: 'pass' | 'warn' | 'fail' | null;
}

/** @param step 1-based place of the mistake; drawn when left out. Mistakes never fall on the first or the last step. */
export function makeScenario(kind: ScenarioKind, random: Random, step?: number): Scenario {
  if (kind === 'shuffled') {
    const laid = Array.from({ length: random.integer(0, 12) }, (_, i) =>
      i === 0 ? 'plate' : random.pick(partKinds.filter((part) => part !== 'plate' && part !== 'lid')),
    );
    const movements = shuffled(laid.length, random);
    return { kind, laid, movements, mistake: null, expectedVerdict: null };
  }
  if (kind === 'good') {
    return { kind, laid: [], movements: goodSequence.map(perform), mistake: null, expectedVerdict: 'pass' };
  }
  const index = step ?? random.pick(mistakeSteps(kind));
  const expected = goodSequence[index - 1]!;
  const before = goodSequence.slice(0, index - 1).map(perform);
  const after = goodSequence.slice(index).map(perform);
  const made = (
    actual: Action | null,
    movements: Movement[],
    verdict: 'pass' | 'warn' | 'fail',
  ): Scenario => ({
    kind,
    laid: [],
    movements,
    mistake: { kind, stepIndex: index, expected, actual },
    expectedVerdict: verdict,
  });
  const previous = goodSequence[index - 2]!;
  switch (kind) {
    case 'skipped':
      return made(null, [...before, ...after], 'fail');
    case 'swapped': {
      const next = goodSequence[index]!;
      return made(next, [...before, perform(next), perform(expected), ...after.slice(1)], 'fail');
    }
    case 'repeated':
      return made(expected, [...before, perform(expected), perform(expected), ...after], 'fail');
    case 'wrong': {
      const actual = random.pick(placing.filter((action) => action !== expected));
      return made(actual, [...before, perform(actual), ...after], 'fail');
    }
    case 'takenBack': {
      const actual = random.pick(
        placing.filter((action) => action !== expected && action !== 'spacer_and_washer'),
      );
      return made(
        actual,
        [...before, { kind: 'takeBack', action: actual }, perform(expected), ...after],
        'warn',
      );
    }
    case 'corrected': {
      const actual = random.pick(
        placing.filter(
          (action) => action !== expected && action !== previous && action !== 'spacer_and_washer',
        ),
      );
      return made(
        actual,
        [...before, perform(actual), { kind: 'remove' }, perform(expected), ...after],
        'warn',
      );
    }
    case 'abandoned':
      return made(null, [...before, { kind: 'abandon' }, ...goodSequence.map(perform)], 'fail');
  }
}

/** 1-based steps on which a mistake of this kind makes sense. */
export function mistakeSteps(kind: ScenarioKind): readonly number[] {
  const inner = goodSequence.map((_, i) => i + 1).slice(1, -1);
  const action = (step: number): Action => goodSequence[step - 1]!;
  const isPlacing = (step: number): boolean => placing.includes(action(step));
  switch (kind) {
    case 'swapped':
      return inner.filter(
        (step) => isPlacing(step) && isPlacing(step + 1) && action(step) !== action(step + 1),
      );
    case 'abandoned':
      return inner.filter((step) => step >= 3 && step <= 9);
    case 'skipped':
      return inner;
    default:
      return inner.filter(isPlacing);
  }
}

function perform(action: Action): Movement {
  return { kind: 'do', action };
}

/** Any order, so that the network learns what hands do, not what comes next; a tower that grows too high is completed. */
function shuffled(laid: number, random: Random): Movement[] {
  const movements: Movement[] = [];
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
