// Learns which step comes before which, as far as the examples agree.
import type { ObservedStep } from './observations.ts';

/** An order that fewer examples show is no rule: a few orders may be alike by chance. */
const leastShown = 5;
/** An order that a larger share of the examples break is no rule either, by Laplace's rule of succession. */
const mayBreak = 0.05;

/**
 * For each step, all steps that come before it. The orders are transitive: where A before B and B before C are shown, but not A
 * before C, the order with fewer examples is left out.
 *
 * @param steps In their mean order; a step comes only after earlier ones, so that there is no circle.
 */
export function learnPrecedence(
  steps: readonly ObservedStep[],
): ReadonlyMap<ObservedStep, ReadonlySet<ObservedStep>> {
  const before = new Map(steps.map((step) => [step, new Set<ObservedStep>()]));
  const after = new Map(steps.map((step) => [step, new Set<ObservedStep>()]));
  for (const { first, then } of candidates(steps)) {
    const firsts = [first, ...before.get(first)!];
    const thens = [then, ...after.get(then)!];
    if (!firsts.every((one) => thens.every((other) => mayPrecede(one, other)))) continue;
    for (const one of firsts) {
      for (const other of thens) {
        before.get(other)!.add(one);
        after.get(one)!.add(other);
      }
    }
  }
  return before;
}

/** The orders that the examples show, those that most of them show first. */
function candidates(steps: readonly ObservedStep[]) {
  return steps
    .flatMap((then, at) =>
      steps.slice(0, at).flatMap((first) => {
        const shown = isSameLabel(first, then) ? Number.POSITIVE_INFINITY : shownBy(first, then);
        return shown >= leastShown && mayPrecede(first, then) ? [{ first, then, shown }] : [];
      }),
    )
    .sort((a, b) => b.shown - a.shown);
}

/** Whether hardly any example says otherwise. */
function mayPrecede(first: ObservedStep, then: ObservedStep): boolean {
  // The second step with a label always comes after the first one.
  if (isSameLabel(first, then)) return first.number < then.number;
  const broken = then.after.get(first)?.brokenBy.size ?? 0;
  return broken === 0 || (broken + 1) / (shownBy(first, then) + broken + 2) <= mayBreak;
}

export function shownBy(first: ObservedStep, then: ObservedStep): number {
  return then.after.get(first)?.shownBy.size ?? 0;
}

function isSameLabel(first: ObservedStep, then: ObservedStep): boolean {
  return first.label === then.label;
}
