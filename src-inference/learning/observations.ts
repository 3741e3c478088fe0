// What examples show: which steps were done, in how many of them, and what was done by then.
import type { Example } from './example.ts';

/** A step of the learnt recipe: the n-th action with its label in a part. */
export interface ObservedStep {
  readonly label: string;
  /** 1 for the first with this label. */
  readonly number: number;
  /** Positions of the action in the examples. */
  readonly positions: number[];
  readonly seconds: number[];
  /** The examples (positions) in which it was rightly done. */
  readonly examples: Set<number>;
  /** For each other step, the examples in which it was done by then, and those in which it was done only later. */
  readonly after: Map<ObservedStep, Order>;
}

interface Order {
  readonly shownBy: Set<number>;
  readonly brokenBy: Set<number>;
}

/** @returns Steps in the mean order of the examples. */
export function observeSteps(examples: readonly Example[]): readonly ObservedStep[] {
  const steps = new Map<string, ObservedStep>();
  examples.forEach((example, number) => {
    observe(example, number, steps);
  });
  const done = [...steps.values()].filter(({ examples: having }) => having.size > 0);
  const places = new Map(done.map((step) => [step, placeOf(step, done)]));
  return done.sort((a, b) => places.get(a)! - places.get(b)! || a.number - b.number);
}

/** The mean position; the second step with a label never comes before the first one, which more examples have. */
function placeOf({ label, number }: ObservedStep, steps: readonly ObservedStep[]): number {
  const upTo = steps.filter((other) => other.label === label && other.number <= number);
  return Math.max(...upTo.map(({ positions }) => mean(positions)));
}

function observe(example: Example, at: number, steps: Map<string, ObservedStep>): void {
  const there: ObservedStep[] = [];
  /** Each step that was rightly done, with what was there then. */
  const done: { readonly step: ObservedStep; readonly before: readonly ObservedStep[] }[] = [];
  const everDone = new Set<ObservedStep>();
  example.forEach(({ label, seconds, undoes, isRight }, position) => {
    if (undoes !== null) {
      const undone = there.findLastIndex((step) => step.label === undoes);
      if (undone >= 0) there.splice(undone, 1);
      return;
    }
    const number = there.filter((step) => step.label === label).length + 1;
    const step = stepOf(label, number, steps);
    if (isRight) {
      step.positions.push(position);
      step.seconds.push(seconds);
      step.examples.add(at);
      done.push({ step, before: [...there] });
      everDone.add(step);
    }
    there.push(step);
  });
  for (const { step, before } of done) {
    for (const other of everDone) {
      if (other === step) continue;
      const order = orderOf(step, other);
      (before.includes(other) ? order.shownBy : order.brokenBy).add(at);
    }
  }
}

function stepOf(label: string, number: number, steps: Map<string, ObservedStep>): ObservedStep {
  const key = `${number} ${label}`;
  let step = steps.get(key);
  if (step === undefined) {
    step = { label, number, positions: [], seconds: [], examples: new Set(), after: new Map() };
    steps.set(key, step);
  }
  return step;
}

function orderOf(step: ObservedStep, other: ObservedStep): Order {
  let order = step.after.get(other);
  if (order === undefined) {
    order = { shownBy: new Set(), brokenBy: new Set() };
    step.after.set(other, order);
  }
  return order;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
