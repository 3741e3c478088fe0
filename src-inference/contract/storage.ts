// What takes up the disk of a station, what a rule would delete, and whether room is left.
import type { PlainStationError } from './errors.ts';
import type { DeletedFiles, DeletionReason, RetainedOutcome } from './retention.ts';

export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}

/** Files of one kind whose parts ended alike. */
export interface StorageGroup extends FileCount {
  readonly kind: 'recording' | 'evidence';
  /** The worst of the parts in a file; null: no part is known in it. */
  readonly outcome: RetainedOutcome | null;
  /** When the oldest was begun, ISO 8601. */
  readonly oldestAt: string;
  /** Of them, what a person keeps for good. */
  readonly kept: FileCount;
  /** Of them, evidence that nobody has seen. */
  readonly unseen: FileCount;
}

export interface StorageUse {
  /** When the files were counted, ISO 8601. */
  readonly at: string;
  /** Only those with files. */
  readonly groups: readonly StorageGroup[];
  /** Journals and logs; the day of the oldest, null: there are none. */
  readonly record: FileCount & { readonly oldestDay: string | null };
  readonly indexBytes: number;
  /** Bytes that recordings and evidence grow by, mean of the last days; null: not a whole day is known. */
  readonly growthPerDay: number | null;
  /** Of the disk of the recordings. */
  readonly disk: {
    readonly freeBytes: number;
    readonly totalBytes: number;
    /** So much must stay free. */
    readonly keepFreeBytes: number;
  };
  /** How long it takes at this rate until room must be made; null: it does not grow, or nothing is known. */
  readonly daysUntilFull: number | null;
}

/** What rules would delete now. */
export interface RetentionPreview extends FileCount {
  /** How many parts would have no recording, or no evidence, any more. */
  readonly parts: number;
  readonly reasons: Readonly<Record<Exclude<DeletionReason, 'diskFull' | 'person'>, FileCount>>;
  /** What the rules name, and what stays: kept for good, or not seen by anybody. */
  readonly kept: FileCount;
  readonly unseen: FileCount;
  /** Days of the record that would go. */
  readonly recordDays: number;
  /** Began last of what would go, ISO 8601; null: nothing would go. */
  readonly newestAt: string | null;
}

/**
 * - `full`: too little is free, and no more files may go. Nothing is recorded until there is room again.
 * - `failed`: files that should go cannot be deleted.
 */
type StorageStateName = 'ready' | 'full' | 'failed';

export interface StorageState {
  readonly state: StorageStateName;
  /** Parts whose evidence nobody has seen, and which takes the room; 0 unless it is full. */
  readonly unseenParts: number;
  /** Null when it is ready. */
  readonly error: PlainStationError | null;
}

/** A file of a part that is gone. */
export interface PartDeletion {
  readonly kind: Exclude<DeletedFiles['kind'], 'journal'>;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: DeletionReason;
}
