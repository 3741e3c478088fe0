// What happens in a video: the actions in order, with at most one mistake. Pure; when it happens is decided elsewhere.
import type { Random } from './random.ts';
import type { Stack } from './world.ts';

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

export type Movement<Action extends string> =
  | { readonly kind: 'do'; readonly action: Action }
  /** A part is taken, carried half the way and put back. */
  | { readonly kind: 'takeBack'; readonly action: Action }
  /** The top part is taken off the fixture and put back into its bin. */
  | { readonly kind: 'remove' }
  /** The unfinished part is lifted off and put aside. */
  | { readonly kind: 'abandon' };

interface Mistake<Action extends string> {
  readonly kind: ScenarioKind;
  /** 1-based number of the step in the good sequence. */
  readonly stepIndex: number;
  readonly expected: Action;
  /** What was done instead or in addition; null where something was left out. */
  readonly actual: Action | null;
}

export interface Scenario<Kind extends string, Action extends string> {
  readonly kind: ScenarioKind;
  /** What stands on the fixture when the video begins, from the bottom up. */
  readonly laid: Stack<Kind>;
  readonly movements: readonly Movement<Action>[];
  readonly mistake: Mistake<Action> | null;
  /** What a perfect checker says of it against the recipe; null where it was not meant to follow it. */
  readonly expectedVerdict: 'pass' | 'warn' | 'fail' | null;
}

/** What a line makes, and in which order. */
export interface Product<Kind extends string, Action extends string> {
  /** One right order of the actions; the recipe may leave a choice. */
  readonly goodSequence: (random: Random) => readonly Action[];
  /** Actions that put a part from a bin on the fixture, whatever is already there. */
  readonly placing: readonly Action[];
  /** Those of them that one hand does with one part. */
  readonly carried: readonly Action[];
  /** Whether two actions that follow each other make a mistake when they change places. */
  readonly ordered: (first: Action, second: Action) => boolean;
  /** Whether an action would be a mistake in place of the one at an index of the sequence. */
  readonly wrongAt: (sequence: readonly Action[], index: number, action: Action) => boolean;
  /** Free order, so that a network learns what hands do, not what comes next. */
  readonly shuffled: (random: Random) => Pick<Scenario<Kind, Action>, 'laid' | 'movements'>;
}

/** @param step 1-based place of the mistake; drawn when left out. Mistakes never fall on the first or the last step. */
export function makeScenario<Kind extends string, Action extends string>(
  product: Product<Kind, Action>,
  kind: ScenarioKind,
  random: Random,
  step?: number,
): Scenario<Kind, Action> {
  if (kind === 'shuffled') {
    return { kind, ...product.shuffled(random), mistake: null, expectedVerdict: null };
  }
  const sequence = product.goodSequence(random);
  if (kind === 'good') {
    return { kind, laid: [], movements: sequence.map(perform), mistake: null, expectedVerdict: 'pass' };
  }
  const index = step ?? random.pick(mistakeSteps(product, sequence, kind));
  const expected = sequence[index - 1]!;
  const before = sequence.slice(0, index - 1).map(perform<Action>);
  const after = sequence.slice(index).map(perform<Action>);
  const made = (
    actual: Action | null,
    movements: Movement<Action>[],
    verdict: 'pass' | 'warn' | 'fail',
  ): Scenario<Kind, Action> => ({
    kind,
    laid: [],
    movements,
    mistake: { kind, stepIndex: index, expected, actual },
    expectedVerdict: verdict,
  });
  const previous = sequence[index - 2]!;
  const wrong = (action: Action): boolean =>
    action !== expected && product.wrongAt(sequence, index - 1, action);
  switch (kind) {
    case 'skipped':
      return made(null, [...before, ...after], 'fail');
    case 'swapped': {
      const next = sequence[index]!;
      return made(next, [...before, perform(next), perform(expected), ...after.slice(1)], 'fail');
    }
    case 'repeated':
      return made(expected, [...before, perform(expected), perform(expected), ...after], 'fail');
    case 'wrong': {
      const actual = random.pick(product.placing.filter((action) => action !== expected));
      return made(actual, [...before, perform(actual), ...after], 'fail');
    }
    case 'takenBack': {
      const actual = random.pick(product.carried.filter(wrong));
      return made(
        actual,
        [...before, { kind: 'takeBack', action: actual }, perform(expected), ...after],
        'warn',
      );
    }
    case 'corrected': {
      const actual = random.pick(product.carried.filter((action) => wrong(action) && action !== previous));
      return made(
        actual,
        [...before, perform(actual), { kind: 'remove' }, perform(expected), ...after],
        'warn',
      );
    }
    case 'abandoned':
      return made(null, [...before, { kind: 'abandon' }, ...sequence.map(perform<Action>)], 'fail');
  }
}

/** 1-based steps on which a mistake of this kind makes sense. */
export function mistakeSteps<Kind extends string, Action extends string>(
  product: Product<Kind, Action>,
  sequence: readonly Action[],
  kind: ScenarioKind,
): readonly number[] {
  const inner = sequence.map((_, i) => i + 1).slice(1, -1);
  const action = (step: number): Action => sequence[step - 1]!;
  const isPlacing = (step: number): boolean => product.placing.includes(action(step));
  const anotherFits = (step: number): boolean =>
    product.carried.some(
      (other) =>
        other !== action(step) && other !== action(step - 1) && product.wrongAt(sequence, step - 1, other),
    );
  switch (kind) {
    case 'swapped':
      return inner.filter(
        (step) => step + 1 < sequence.length && product.ordered(action(step), action(step + 1)),
      );
    case 'abandoned':
      return inner.filter((step) => step >= 3 && step <= 9);
    case 'skipped':
      return inner;
    case 'takenBack':
    case 'corrected':
      return inner.filter((step) => isPlacing(step) && anotherFits(step));
    default:
      return inner.filter(isPlacing);
  }
}

export function perform<Action extends string>(action: Action): Movement<Action> {
  return { kind: 'do', action };
}
