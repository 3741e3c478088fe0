// Whether what happens reaches the disk.
import type { PlainStationError } from './errors.ts';

/**
 * - `ready`: events are written as they happen
 * - `unwritable`: they wait in memory and are written, in order, as soon as that is possible again; checking goes on
 */
export interface RecordState {
  readonly state: 'ready' | 'unwritable';
  /** When the first of these events happened, ISO 8601; null: all were written at once. */
  readonly since: string | null;
  /** Events that wait in memory when this is said; when it is ready again, those that were written later. */
  readonly kept: number;
  /** Events that there was no memory for: nobody will find them in the record. */
  readonly lost: number;
  /** Why nothing can be written; null when it is ready. */
  readonly error: PlainStationError | null;
}

export const recordReady: RecordState = { state: 'ready', since: null, kept: 0, lost: 0, error: null };
