// The networks take turns: A B C, then C B A, and so on. Each turn has a process of its own, which has ended before the next
// turn begins. So only one network is in memory at a time, and when the machine gets slower, that affects all networks alike.
import type { ClipTiming } from '../../src-inference/contract/index.ts';

/** Something that runs a network and can be timed. */
export interface Contender {
  readonly name: string;
  /**
   * Starts a process, warms the network up, times the clips, and ends the process.
   *
   * @returns Null when it cannot run on this machine.
   */
  turn(clips: number): Promise<readonly ClipTiming[] | null>;
}

/** Timings of one network, a list of clips for each round. */
export type Rounds = readonly (readonly ClipTiming[])[];

export interface RoundsOptions {
  readonly rounds: number;
  /** Timed for each network in each round. */
  readonly clips: number;
  /** Before each turn. @param done Share of all turns, from 0 to 1. */
  readonly onTurn?: (name: string, done: number) => void;
  /** After each turn, when its process has ended. */
  readonly afterTurn?: () => void;
}

/** @returns By name, in the order of the contenders. Those that cannot run on this machine are left out. */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, clips, onTurn, afterTurn }: RoundsOptions,
): Promise<ReadonlyMap<string, Rounds>> {
  const timings = new Map<string, (readonly ClipTiming[])[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const [place, { name, turn }] of order.entries()) {
      const known = timings.get(name);
      if (known === undefined) continue;
      onTurn?.(name, (round + place / order.length) / rounds);
      const timed = await turn(clips);
      if (timed === null) timings.delete(name);
      else known.push(timed);
      afterTurn?.();
    }
  }
  return timings;
}
