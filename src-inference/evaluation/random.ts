// Random numbers from a seed, in the distributions that the simulation needs.

export interface Random {
  /** From 0 up to, but not including, 1. */
  uniform(): number;
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  normal(): number;
  /** Log-normal. */
  duration(medianSeconds: number, spread: number): number;
  beta(a: number, b: number): number;
  dirichlet(weights: readonly number[]): number[];
  /** A position; its probability is its share of the weights. */
  pick(weights: readonly number[]): number;
}

/** @param seed A whole number. The generator is mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** Box and Muller 1958. */
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  /** Marsaglia and Tsang 2000. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const dirichlet = (weights: readonly number[]): number[] => {
    const drawn = weights.map((weight) => (weight > 0 ? gamma(weight) : 0));
    const sum = drawn.reduce((total, value) => total + value, 0);
    return drawn.map((value) => (sum > 0 ? value / sum : 1 / weights.length));
  };
  return {
    uniform,
    below: (count) => Math.floor(uniform() * count),
    normal,
    duration: (medianSeconds, spread) => medianSeconds * Math.exp(spread * normal()),
    beta: (a, b) => dirichlet([a, b])[0]!,
    dirichlet,
    pick(weights) {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      let left = uniform() * sum;
      const found = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return found < 0 ? weights.length - 1 : found;
    },
  };
}
