// Faults in an order that a seed decides, and after each of them the invariants.
import { createRandom } from '../../src-inference/evaluation/index.ts';
import type { Fault } from './faults/index.ts';
import type { TormentedStation } from './tormented-station.ts';

export interface Round {
  readonly fault: string;
  /** From the end of the fault until two windows had come. */
  readonly backSeconds: number;
  /** What does not hold any more; nothing: all is well. */
  readonly broken: readonly string[];
}

/** Every fault once in each turn, each turn in another order. Endless: the caller ends it. */
export async function* torment(
  station: TormentedStation,
  faults: readonly Fault[],
  seed: number,
): AsyncGenerator<Round> {
  const random = createRandom(seed);
  await station.isBack();
  for (;;) {
    for (const fault of shuffled(faults, () => random.uniform())) {
      await station.witness.seeWindows(1 + random.below(12));
      await fault.happen(station, random);
      const over = performance.now();
      await station.witness.seeWindows(2);
      const backSeconds = (performance.now() - over) / 1000;
      await station.isBack();
      yield { fault: fault.name, backSeconds, broken: await station.examine() };
    }
  }
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], uniform: () => number): readonly Item[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
