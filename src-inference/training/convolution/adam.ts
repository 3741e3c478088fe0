// AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) with one rise and fall of the learning rate (Smith and Topin 2018,
// arXiv:1708.07120). Pure.
import { type ParameterName, type Parameters, parameterNames } from './sizes.ts';

const betas = { first: 0.9, second: 0.999 } as const;
const epsilon = 1e-8;
const weightDecay = 0.05;
const highestRate = 2e-3;
/** Share of the steps in which the rate rises. */
const rising = 0.15;
/** Of the highest rate: where it begins, and where it ends. */
const rateAt = { start: 1 / 25, end: 1e-4 } as const;

/** Half a cosine up, half a cosine down. @param at Share of the steps that is done, 0 to 1. */
export function learningRate(at: number): number {
  const between = (from: number, to: number, share: number): number =>
    to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
  const share =
    at < rising
      ? between(rateAt.start, 1, at / rising)
      : between(1, rateAt.end, (at - rising) / (1 - rising));
  return highestRate * share;
}

export class Adam {
  private readonly parameters: Parameters;
  private readonly means: Parameters;
  private readonly squares: Parameters;
  private steps = 0;

  /** @param parameters Are changed in place. */
  constructor(parameters: Parameters) {
    const zeros = (): Parameters =>
      Object.fromEntries(
        parameterNames.map((name) => [name, new Float32Array(parameters[name].length)]),
      ) as unknown as Parameters;
    this.parameters = parameters;
    this.means = zeros();
    this.squares = zeros();
  }

  step(gradientOf: (name: ParameterName) => Float32Array, rate: number): void {
    this.steps += 1;
    const scale = Math.sqrt(1 - betas.second ** this.steps) / (1 - betas.first ** this.steps);
    for (const name of parameterNames) {
      const [values, mean, square] = [this.parameters[name], this.means[name], this.squares[name]];
      const gradient = gradientOf(name);
      for (let i = 0; i < values.length; i++) {
        const slope = gradient[i]!;
        mean[i]! += (1 - betas.first) * (slope - mean[i]!);
        square[i]! += (1 - betas.second) * (slope * slope - square[i]!);
        values[i]! -=
          rate * ((scale * mean[i]!) / (Math.sqrt(square[i]!) + epsilon) + weightDecay * values[i]!);
      }
    }
  }
}
