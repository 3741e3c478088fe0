// What the plant's server sends to its pages, over a WebSocket: how all stations are now.
import type { PlainStationError } from './errors.ts';
import type { PlantLastPart, PlantPresentPart } from './plant/index.ts';
import type { StepStatus, Verdict } from './sequence.ts';
import type { Role } from './shell.ts';
import type { StationCondition } from './signals.ts';
import type { ShiftCounts } from './snapshot.ts';

/** A station that is online and was not heard for so long is lost. */
export const lostAfterSeconds = 30;

/**
 * - `online`: it was heard of just now
 * - `lost`: it should be heard of, and is not: cut off, hung, or without power
 * - `off`: it said good-bye
 */
type StationPresence = 'online' | 'lost' | 'off';

/** A step that was not ok. */
export interface PlantMistake {
  readonly label: string;
  readonly status: StepStatus;
}

/** A part with a mistake, as the wall shows it. */
export interface WallFault {
  /** ISO 8601: with the station, the name of the part. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly number: number;
  readonly serial: string | null;
  /** The verdict that holds; null: it was aborted. */
  readonly verdict: Verdict | null;
  /** The worst first, at most 3. */
  readonly mistakes: readonly PlantMistake[];
  /** Address of the video on the plant's server; null: it has none. */
  readonly clip: string | null;
}

export interface WallStation {
  readonly id: number;
  readonly name: string;
  readonly presence: StationPresence;
  /** ISO 8601, clock of the database. */
  readonly heardAt: string;
  /** As the station last said it: it holds while the station is online only. */
  readonly condition: StationCondition;
  readonly recipe: string | null;
  readonly operator: string | null;
  readonly presentPart: PlantPresentPart | null;
  readonly lastPart: PlantLastPart | null;
  /** Of the shift; null: not known. */
  readonly shift: ShiftCounts | null;
  readonly targetCycleSeconds: number | null;
  /** Median of the last 20 parts with a verdict; null without one. */
  readonly cycleSeconds: number | null;
  readonly unacknowledged: number;
  /** Messages that are not in the database yet: what the wall shows of parts is older then. */
  readonly waiting: number;
  /** The newest first, at most 4. */
  readonly faults: readonly WallFault[];
}

export type PlantDatabaseState =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  /** What the pages show is from before. */
  | { readonly state: 'failed'; readonly error: PlainStationError };

export type PlantMessage =
  /** The first one. */
  | { readonly kind: 'welcome'; readonly role: Role; readonly version: string }
  /** Once a second, as long as the page takes it. */
  | {
      readonly kind: 'wall';
      readonly database: PlantDatabaseState;
      /** When the stations were read last, by the clock of the database; null: never yet. */
      readonly readAt: string | null;
      /** Seconds since then. */
      readonly ageSeconds: number;
      /** Those that changed since the message before; all of them in the first one. */
      readonly stations: readonly WallStation[];
      /** Every station that there is; null: the same as before. */
      readonly ids: readonly number[] | null;
    };
