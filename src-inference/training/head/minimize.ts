// Finds the least value of a smooth convex function: L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm
// 7.5) with steps that are halved until they descend enough (Armijo). Pure.

/** Writes the gradient at `at` into `gradient`. @returns The value. */
export type Objective = (at: Float64Array, gradient: Float64Array) => Promise<number>;

export interface MinimizeOptions {
  readonly iterations: number;
  /** Ends when an iteration lowers the value by less than this share of it. */
  readonly tolerance: number;
}

/** Pairs of steps and changes of the gradient that are kept. */
const memory = 12;
/** Share of the descent that the gradient promises which a step must bring. */
const sufficientDescent = 1e-4;
const smallestStep = 1e-8;
/** A pair with less curvature than this would make the approximation useless. */
const leastCurvature = 1e-14;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** @param start Is not changed. */
export async function minimize(
  objective: Objective,
  start: Float64Array,
  { iterations, tolerance }: MinimizeOptions,
): Promise<Float64Array> {
  let point = start.slice();
  let gradient = new Float64Array(start.length);
  let value = await objective(point, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descentFrom(gradient, pairs);
    const slope = dot(direction, gradient);
    if (!(slope > 0)) break;
    const nextGradient = new Float64Array(start.length);
    let next = point;
    let nextValue = Number.POSITIVE_INFINITY;
    let length = 1;
    for (; length > smallestStep; length /= 2) {
      next = point.map((x, i) => x - length * direction[i]!);
      nextValue = await objective(next, nextGradient);
      if (nextValue <= value - sufficientDescent * length * slope) break;
    }
    if (length <= smallestStep) break;
    remember(pairs, point, next, gradient, nextGradient);
    const isDone = value - nextValue <= tolerance * Math.abs(value);
    [point, gradient, value] = [next, nextGradient, nextValue];
    if (isDone) break;
  }
  return point;
}

/** The gradient, bent by what earlier steps told of the curvature. */
function descentFrom(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.slice();
  const shares: number[] = [];
  for (const { step, change, curvature } of pairs.toReversed()) {
    const share = dot(step, direction) / curvature;
    shares.unshift(share);
    addScaled(direction, change, -share);
  }
  const last = pairs.at(-1);
  const scale = last ? last.curvature / dot(last.change, last.change) : 1 / Math.max(1, norm(gradient));
  for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  pairs.forEach(({ step, change, curvature }, at) => {
    addScaled(direction, step, shares[at]! - dot(change, direction) / curvature);
  });
  return direction;
}

function remember(
  pairs: Pair[],
  point: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
): void {
  const step = next.map((x, i) => x - point[i]!);
  const change = nextGradient.map((x, i) => x - gradient[i]!);
  const curvature = dot(step, change);
  if (curvature <= leastCurvature) return;
  pairs.push({ step, change, curvature });
  if (pairs.length > memory) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * other[i]!;
}
