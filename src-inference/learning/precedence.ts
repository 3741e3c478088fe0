// Learns which step comes before which: a step comes before another one when it was done nearly every time that the other one
// was rightly done.
import type { Example } from './example.ts';

/** A step of the learnt recipe: the n-th action with its label in a part. */
export interface LearntStep {
  readonly label: string;
  /** 1 for the first with this label. */
  readonly number: number;
  /** Mean position of the action in the examples. */
  readonly meanPosition: number;
  readonly typicalSeconds: number;
  /** Whether as many examples have it as have any step: for the most part, all of them. */
  readonly isRequired: boolean;
  /** Positions of the steps that come before it, without those that follow from others. */
  readonly after: readonly number[];
}

/** A step that was rightly done fewer times tells nothing about what comes before it: a few orders may be alike by chance. */
const leastObservations = 5;
/** In this share of them the other step must have been done before: people and their labels are not perfect. */
const leastShare = 0.9;

interface Observed {
  readonly label: string;
  readonly number: number;
  readonly positions: number[];
  readonly seconds: number[];
  /** How often it was rightly done. */
  count: number;
  examples: number;
  /** For each other step, how often it was done by then. */
  readonly there: Map<string, number>;
}

/** Steps in the mean order of the examples. */
export function learnPrecedence(examples: readonly Example[]): readonly LearntStep[] {
  const observed = new Map<string, Observed>();
  for (const example of examples) observe(example, observed);
  const keys = [...observed.keys()].sort(
    (a, b) => mean(observed.get(a)!.positions) - mean(observed.get(b)!.positions),
  );
  const most = Math.max(...[...observed.values()].map((one) => one.examples));
  const before = new Map(keys.map((key) => [key, new Set(predecessors(key, keys, observed))]));
  return keys.map((key) => {
    const one = observed.get(key)!;
    const direct = [...before.get(key)!].filter(
      (first) => ![...before.get(key)!].some((other) => other !== first && before.get(other)!.has(first)),
    );
    return {
      label: one.label,
      number: one.number,
      meanPosition: mean(one.positions),
      typicalSeconds: median(one.seconds),
      isRequired: one.examples === most,
      after: direct.map((first) => keys.indexOf(first)).sort((a, b) => a - b),
    };
  });
}

function predecessors(
  key: string,
  keys: readonly string[],
  observed: ReadonlyMap<string, Observed>,
): string[] {
  const { count, there, label, number } = observed.get(key)!;
  return keys.filter((other) => {
    if (other === key) return false;
    const first = observed.get(other)!;
    // The second step with a label always comes after the first one.
    if (first.label === label) return first.number < number;
    // Only earlier ones in the mean order: so there can be no circle.
    const isEarlier = keys.indexOf(other) < keys.indexOf(key);
    return isEarlier && count >= leastObservations && (there.get(other) ?? 0) >= leastShare * count;
  });
}

function observe(example: Example, observed: Map<string, Observed>): void {
  const there: string[] = [];
  const met = new Set<string>();
  example.forEach(({ label, seconds, undoes, isRight }, position) => {
    if (undoes !== null) {
      const at = there.findLastIndex((key) => key.startsWith(`${undoes}#`));
      if (at >= 0) there.splice(at, 1);
      return;
    }
    let number = 1;
    while (there.includes(`${label}#${number}`)) number++;
    const key = `${label}#${number}`;
    if (isRight) {
      let one = observed.get(key);
      if (one === undefined) {
        one = { label, number, positions: [], seconds: [], count: 0, examples: 0, there: new Map() };
        observed.set(key, one);
      }
      one.count++;
      one.positions.push(position);
      one.seconds.push(seconds);
      for (const other of there) one.there.set(other, (one.there.get(other) ?? 0) + 1);
      if (!met.has(key)) one.examples++;
      met.add(key);
    }
    there.push(key);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
