// What the engine's thread and the threads of the index say to each other.
import type { PlainStationError } from '../contract/index.ts';
import type { ExportOptions } from './export/write-export.ts';
import type { CatchUpScope } from './journal-tail.ts';
import type { QueryName } from './queries/index.ts';

/** `workerData` of a thread. */
export interface ThreadSetup {
  /**
   * The thread that writes keeps the index up to the journals, the one that reads answers queries, and the one that counts answers
   * those that may take long.
   */
  readonly kind: 'writer' | 'reader' | 'counter';
  /** File of the index. */
  readonly index: string;
  /** Folder of the journals. */
  readonly record: string;
}

/** `workerData` of a thread that writes one export and ends. It is told nothing. */
export interface ExportSetup extends ExportOptions {
  readonly kind: 'export';
  /** File of the index. */
  readonly index: string;
}

export type ExportMessage =
  /** 0 to 1. */
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'written'; readonly parts: number }
  | { readonly kind: 'failure'; readonly error: PlainStationError };

export type WriterRequest =
  /** Something was appended to some journals; `all`: also what was changed by hand. */
  | { readonly kind: 'catchUp'; readonly id: number; readonly scope: CatchUpScope }
  /** A reader has found that the index is damaged. `begun`: how many files it knew of; a newer one is kept. */
  | { readonly kind: 'discard'; readonly id: number; readonly reason: string; readonly begun: number }
  | { readonly kind: 'close' };

export type WriterMessage =
  | { readonly kind: 'done'; readonly id: number }
  /** The index cannot be written now; it is tried again with the next request. */
  | { readonly kind: 'failed'; readonly id: number; readonly error: PlainStationError }
  /** Another file is there: whoever has opened the index opens it again. Null: there was none. */
  | { readonly kind: 'begun'; readonly reason: string | null }
  /** 0 to 1. */
  | { readonly kind: 'progress'; readonly done: number };

export type ReaderRequest =
  | { readonly kind: 'query'; readonly id: number; readonly name: QueryName; readonly input: unknown }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'close' };

export type ReaderMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainStationError }
  /** The index is damaged. */
  | { readonly kind: 'damaged'; readonly id: number; readonly reason: string };
