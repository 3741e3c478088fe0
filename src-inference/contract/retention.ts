// How long recordings and evidence stay on the disk, and what is said when files are deleted.
import type { Verdict } from './sequence.ts';
import type { PartId } from './states.ts';

/** Outcomes of a part: a person's verdict counts before that of the checker. */
export const retainedOutcomes = ['pass', 'warn', 'fail', 'aborted'] as const;
export type RetainedOutcome = (typeof retainedOutcomes)[number];

/** Null: no limit. */
export interface RetentionRule {
  /** Files of older parts are deleted. */
  readonly days: number | null;
  /** The files of the oldest parts are deleted until the others are no more than this. */
  readonly bytes: number | null;
}

export interface RetentionSettings {
  readonly recordings: Readonly<Record<RetainedOutcome, RetentionRule>>;
  readonly evidence: Readonly<Record<RetainedOutcome, RetentionRule>>;
  /** Of recordings and evidence together; null: no limit. */
  readonly totalBytes: number | null;
  /** No limit above deletes evidence that nobody has seen. */
  readonly keepUnseen: boolean;
}

const days = (count: number): RetentionRule => ({ days: count, bytes: null });
const usualRules = { pass: days(30), warn: days(365), fail: days(365), aborted: days(365) } as const;

export const usualRetention: RetentionSettings = {
  recordings: usualRules,
  evidence: usualRules,
  totalBytes: null,
  keepUnseen: true,
};

/**
 * - `age`, `outcomeBytes`, `totalBytes`: a limit of the settings
 * - `diskFull`: less is free than must stay free
 * - `person`: somebody deleted them
 */
export const deletionReasons = ['age', 'outcomeBytes', 'totalBytes', 'diskFull', 'person'] as const;
export type DeletionReason = (typeof deletionReasons)[number];

export interface DeletedFiles {
  readonly kind: 'recording' | 'evidence';
  /** Path below the folder of recordings; of evidence, the folder of the part below the folder of evidence. */
  readonly name: string;
  /** The parts that it shows; empty when none is known. */
  readonly parts: readonly PartId[];
  /** The worst of them; null when none is known. */
  readonly outcome: Verdict | 'aborted' | null;
  /** Of evidence: whether somebody had seen it; true for recordings. */
  readonly seen: boolean;
  readonly bytes: number;
}
