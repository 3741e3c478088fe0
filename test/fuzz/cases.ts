// The inputs of a target, one after another: each follows from the seed of the campaign and its number, and from the inputs before
// it that reached something new.
import { createRandom } from '../../src-inference/evaluation/random.ts';
import type { Target } from './target.ts';

const mostKept = 2000;
/** Changes of long inputs take long, and find little. */
const longestKept = 64 * 1024;

export class Cases {
  private readonly corpus: Uint8Array[];
  private readonly target: Target;
  private readonly seed: number;

  constructor(target: Target, seeds: readonly Uint8Array[], seed: number) {
    this.target = target;
    this.corpus = [...seeds];
    this.seed = seed;
  }

  input(number: number): Uint8Array {
    const random = createRandom(Math.imul(this.seed, 1_000_003) + number);
    const { corpus } = this;
    // The first ones are the seeds themselves: they must be taken.
    if (number < corpus.length) return corpus[number]!;
    return this.target.mutate(
      corpus[random.below(corpus.length)]!,
      random,
      corpus[random.below(corpus.length)]!,
    );
  }

  keep(input: Uint8Array): void {
    if (this.corpus.length < mostKept && input.length <= longestKept) this.corpus.push(input);
  }
}
