// What a target of the fuzzer says of itself, and how an outcome is judged.
import { StationError } from '../../src-inference/contract/index.ts';
import type { Random } from '../../src-inference/evaluation/random.ts';

export interface Target {
  /** Pure code of the project runs in a thread, other programs are asked from the main thread. */
  readonly runsIn: 'thread' | 'processes';
  /** Valid inputs. @param folder For what must be made on the disk. */
  readonly seeds: (folder: string) => Promise<readonly Uint8Array[]>;
  /** @param other Another valid input. */
  readonly mutate: (seed: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;
  readonly open: (folder: string) => Promise<Trial>;
}

export interface Trial {
  /** Gives one input to the program. Resolves, or throws a `StationError`, when it was refused in order. @throws Error for a finding. */
  readonly run: (input: Uint8Array) => Promise<void>;
  /** Processes whose processor time and memory are watched. */
  readonly processes?: () => readonly number[];
  /** After a finding: the program may hang or be gone. */
  readonly restart?: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** Processor time that an input may cost; a busy machine gives less of it, so time on the wall counts tenfold. */
export const mostProcessorSeconds = 5;
export const mostWallSeconds = 50;
export const mostMegabytes = 1500;

/** What is wrong with the outcome of an input; null: it was refused as it should be. */
export function findingOf(thrown: unknown): string | null {
  if (thrown instanceof StationError && thrown.code !== 'internal' && thrown.code !== 'engine_unavailable')
    return null;
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.stack ?? thrown.message}`;
  return `thrown: ${String(thrown)}`;
}
