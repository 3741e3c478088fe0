// Which kinds of rules fail a part, and which only ask for a look. The examples say it themselves, by leaving one out: how many of
// them break a rule that all the others keep? So many will the next good part break too (Good 1953, with Laplace's rule).
import type { Breach } from '../contract/index.ts';
import type { ObservedStep } from './observations.ts';

/** Share of good parts that may fail. */
const mayFail = 0.05;
/** An order that fewer examples show is never more than usual: by Laplace's rule one part in twelve may break it. */
export const leastShown = 10;

/** What a part means that breaks a rule of this kind. */
export interface Strictness {
  readonly missing: Breach;
  readonly order: Breach;
  readonly extra: Breach;
}

/** @param count Of the examples. */
export function strictnessOf(steps: readonly ObservedStep[], count: number): Strictness {
  const kinds = [
    { kind: 'missing', brokenBy: missingIn(steps, count) },
    { kind: 'order', brokenBy: unorderedIn(steps) },
    { kind: 'extra', brokenBy: extraIn(steps) },
  ] as const;
  const strictness: { -readonly [Kind in keyof Strictness]: Breach } = {
    missing: 'warn',
    order: 'warn',
    extra: 'warn',
  };
  const failed = new Set<number>();
  for (const { kind, brokenBy } of kinds.toSorted((a, b) => a.brokenBy.size - b.brokenBy.size)) {
    for (const example of brokenBy) failed.add(example);
    if ((failed.size + 1) / (count + 2) > mayFail) break;
    strictness[kind] = 'fail';
  }
  return strictness;
}

/** The examples that lack a step which all others have. */
function missingIn(steps: readonly ObservedStep[], count: number): ReadonlySet<number> {
  const all = Array.from({ length: count }, (_, at) => at);
  return new Set(
    steps
      .filter(({ examples }) => examples.size === count - 1)
      .flatMap(({ examples }) => all.filter((at) => !examples.has(at))),
  );
}

/** The examples that break an order which all others show. */
function unorderedIn(steps: readonly ObservedStep[]): ReadonlySet<number> {
  return new Set(
    steps.flatMap(({ after }) =>
      [...after.values()].flatMap(({ shownBy, brokenBy }) =>
        brokenBy.size === 1 && shownBy.size >= leastShown ? [...brokenBy] : [],
      ),
    ),
  );
}

/** The examples with a step that no other one has. */
function extraIn(steps: readonly ObservedStep[]): ReadonlySet<number> {
  return new Set(steps.flatMap(({ examples }) => (examples.size === 1 ? [...examples] : [])));
}
