// The steps of a learnt recipe: which must be done, what comes before them, and how strictly.
import type { Breach } from '../contract/index.ts';
import { median, type ObservedStep } from './observations.ts';
import { learnPrecedence, shownBy } from './precedence.ts';
import { leastShown, type Strictness } from './strictness.ts';

/** A step that this share of the examples have is asked for. */
const usualShare = 0.9;

export interface LearntStep {
  readonly label: string;
  /** 1 for the first with this label. */
  readonly number: number;
  readonly typicalSeconds: number;
  /** Positions of the examples that have it. */
  readonly examples: ReadonlySet<number>;
  readonly isOptional: boolean;
  readonly missing: Breach;
  readonly order: Breach;
  /** Positions of the steps that come before it, without those that follow from others. */
  readonly after: readonly number[];
  /** Examples that show the order to each of these, the fewest; null where it follows from the labels alone. */
  readonly orderShownBy: number | null;
}

/**
 * Something must be asked for: the steps that most examples have, however few these are.
 *
 * @param steps In the mean order of the examples.
 * @param count Of the examples.
 */
export function learnSteps(
  steps: readonly ObservedStep[],
  count: number,
  strictness: Strictness,
): readonly LearntStep[] {
  const most = Math.max(...steps.map(({ examples }) => examples.size));
  const isOptional = ({ examples }: ObservedStep): boolean =>
    examples.size < usualShare * count && examples.size < most;
  const missingOf = ({ examples }: ObservedStep): Breach =>
    examples.size === count ? strictness.missing : 'warn';
  /** A step that is usual only may be left out; the ones after it must not fail for that. */
  const isSureOrder = (first: ObservedStep, then: ObservedStep): boolean => {
    if (first.label === then.label) return true;
    if (!isOptional(first) && missingOf(first) === 'warn') return false;
    const isContradicted = (then.after.get(first)?.brokenBy.size ?? 0) > 0;
    return strictness.order === 'fail' && shownBy(first, then) >= leastShown && !isContradicted;
  };
  const before = learnPrecedence(steps);
  /** An optional step that is done late breaks the order of those that came before their turn. */
  const isSure = (step: ObservedStep): boolean =>
    [...before.get(step)!].every((first) => isSureOrder(first, step)) &&
    (!isOptional(step) || steps.every((then) => !before.get(then)!.has(step) || isSureOrder(step, then)));
  return steps.map((step) => {
    const all = [...before.get(step)!];
    const direct = all.filter((first) => !all.some((other) => before.get(other)!.has(first)));
    return {
      label: step.label,
      number: step.number,
      typicalSeconds: median(step.seconds),
      examples: step.examples,
      isOptional: isOptional(step),
      missing: missingOf(step),
      order: isSure(step) ? 'fail' : 'warn',
      after: direct.map((first) => steps.indexOf(first)).sort((a, b) => a - b),
      orderShownBy: fewest(
        direct.filter((first) => first.label !== step.label).map((first) => shownBy(first, step)),
      ),
    };
  });
}

function fewest(counts: readonly number[]): number | null {
  return counts.length === 0 ? null : Math.min(...counts);
}
