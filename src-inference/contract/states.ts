// The states that events report and the snapshot keeps: of the source, the model, the recipe, and of the machine.
import type { PlainStationError } from './errors.ts';
import type { MachineReading } from './machine.ts';
import type { ModelInfo } from './model.ts';
import type { RecipeInfo } from './recipe.ts';
import type { SandboxLevel } from './sandbox.ts';
import type { StreamHealth } from './stream-health.ts';

/** ISO time at which the part began. It is unique, sorts by age, and names the journal that the part is in. */
export type PartId = string;

export type ModelState =
  | { readonly state: 'loading'; readonly directory: string }
  | {
      readonly state: 'ready';
      readonly directory: string;
      readonly info: ModelInfo;
      /** Precision of the network that runs, such as `fp32`. */
      readonly precision: string;
      /** Where the network runs, such as `cpu`. */
      readonly backend: string;
    }
  | { readonly state: 'failed'; readonly directory: string; readonly error: PlainStationError };

export type RecipeState =
  | { readonly state: 'none' }
  | {
      readonly state: 'ready';
      readonly name: string;
      readonly info: RecipeInfo;
      /** Pictures of steps that are not beside the recipe; left out when none is missing. */
      readonly missingPictures?: readonly string[];
    }
  /** It is chosen but cannot be used: it is not valid, not there, or does not fit the model. */
  | { readonly state: 'failed'; readonly name: string; readonly error: PlainStationError };

export interface SourceInfo {
  /** Its address as a person would type it, without secrets (`formatSource`). */
  readonly name: string;
  /** What a person calls it; left out when nobody has named it: `sourceTitle` has a usual name. */
  readonly title?: string;
  /** 0 until a live source has shown its first frame. */
  readonly width: number;
  readonly height: number;
  /** Null when the container does not say. */
  readonly durationSeconds: number | null;
  readonly framesPerSecond: number | null;
  readonly codec: string | null;
}

/**
 * - `waiting`: nothing has come yet; the station keeps trying
 * - `playing`: frames come
 * - `paused`: a file, by command
 * - `stalled`: a live source sends nothing any more; the station keeps trying
 * - `ended`: there will be no more frames
 */
const sourceStates = ['waiting', 'playing', 'paused', 'stalled', 'ended'] as const;
export type SourceState = (typeof sourceStates)[number];

/** A live source that does not play is tried again and again. */
export interface SourceRetry {
  /** Attempts that failed since it last played. */
  readonly attempts: number;
  /** When the first of them failed: ISO 8601. */
  readonly since: string;
  /** When it is tried next: ISO 8601. */
  readonly nextAt: string;
}

/**
 * The index of the history, which can be made from the record again.
 * - `building`: the one before was damaged or of another version; parts are missing in lists until it is built
 * - `ready`: it is complete again
 * - `failed`: it cannot be written or read
 */
export type IndexStateName = 'building' | 'ready' | 'failed';

/**
 * Why a part was closed without a verdict. `notSeenFromStart`: nobody knows what was done before the checker began to look.
 * `pictureUnusual`: nothing could be judged for a while, because the picture was not as usual. `notSeen`: for too long there was no
 * picture, or only damaged ones.
 */
const abortReasons = [
  'sourceChanged',
  'sourceClosed',
  'sourceFailed',
  'seek',
  'stopped',
  'abandoned',
  'notSeenFromStart',
  'pictureUnusual',
  'notSeen',
  'modelChanged',
  'engineLost',
] as const;
export type AbortReason = (typeof abortReasons)[number];

/** What the kernel knows of the clock of the machine (adjtimex). */
export interface ClockState {
  /** Whether a time service keeps it in step. */
  readonly synchronised: boolean;
  /** What the kernel still has to correct. */
  readonly offsetSeconds: number;
  /** How wrong the clock may be at most, as far as the kernel knows. */
  readonly errorSeconds: number;
}

/** Health of the station, measured once a second. */
export interface Health {
  /** Frames for the network in the last second. */
  readonly framesPerSecond: number;
  /** Median time of the network for one of the last windows; null before the first. */
  readonly inferenceMilliseconds: number | null;
  /** Of a live source: from the capture of a window's last frame to its judgement; null for a file. */
  readonly delaySeconds: number | null;
  /** Windows of this source that the network was too slow for. */
  readonly droppedWindows: number;
  /** How well a stream arrives; null for what is no stream from a network. */
  readonly stream: StreamHealth | null;
  /** 100 is one core at work, 200 is two. */
  readonly cpuPercent: number;
  /** Resident memory of the engine. */
  readonly memoryMegabytes: number;
  /** Free space on the disk of the record. */
  readonly freeDiskBytes: number;
  /** Null when the kernel does not say it. */
  readonly clock: ClockState | null;
  readonly machine: MachineReading;
  /** How far the engine is closed in. */
  readonly sandbox: SandboxLevel;
}
