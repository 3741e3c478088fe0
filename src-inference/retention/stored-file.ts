// What is kept or deleted as one: a recording, or the evidence of a part.
import type { PartId, RetainedOutcome } from '../contract/index.ts';

export interface StoredFile {
  readonly kind: 'recording' | 'evidence';
  /** Of the file, or of the folder of the evidence. */
  readonly path: string;
  /** As `DeletedFiles` names it. */
  readonly name: string;
  /** The files themselves. */
  readonly files: readonly string[];
  /** When it was begun, ms since 1970. */
  readonly at: number;
  readonly bytes: number;
  /** Number of the disk that it is on. */
  readonly device: number;
  /** The parts that it shows; empty when none is known. */
  readonly parts: readonly PartId[];
  /** The worst of them; null when none is known. */
  readonly outcome: RetainedOutcome | null;
  /** A person keeps one of them for good. */
  readonly kept: boolean;
  /** Nothing of it is evidence that nobody has seen. */
  readonly seen: boolean;
}

/** A recording that shows several parts is kept as long as the worst of them. */
const badness: readonly RetainedOutcome[] = ['pass', 'aborted', 'warn', 'fail'];

/** Null without any. */
export function worstOf(outcomes: readonly RetainedOutcome[]): RetainedOutcome | null {
  return badness.findLast((outcome) => outcomes.includes(outcome)) ?? null;
}
