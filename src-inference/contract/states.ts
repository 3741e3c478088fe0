// The states that events report and the snapshot keeps: of the source, the model, the recipe, and of the machine.
import type { PlainStationError } from './errors.ts';
import type { ModelInfo } from './model.ts';
import type { RecipeInfo } from './recipe.ts';

/** ISO time at which the part began: unique, sorts by age, and finds its place in the journal. */
export type PartId = string;

export type ModelState =
  | { readonly state: 'loading'; readonly directory: string }
  | {
      readonly state: 'ready';
      readonly directory: string;
      readonly info: ModelInfo;
      /** Of the file that was taken, such as `fp32`. */
      readonly precision: string;
      /** Such as `cpu`. */
      readonly backend: string;
    }
  | { readonly state: 'failed'; readonly directory: string; readonly error: PlainStationError };

export type RecipeState =
  | { readonly state: 'none' }
  | { readonly state: 'ready'; readonly name: string; readonly info: RecipeInfo }
  /** It is chosen, but cannot be used: not valid, not there, or not for this model. */
  | { readonly state: 'failed'; readonly name: string; readonly error: PlainStationError };

export interface SourceInfo {
  /** As the person named it. */
  readonly name: string;
  /** 0 until a live source has shown its first frame. */
  readonly width: number;
  readonly height: number;
  /** Null when the container does not know. */
  readonly durationSeconds: number | null;
  readonly framesPerSecond: number | null;
  readonly codec: string | null;
}

/**
 * - `waiting`: nothing has come yet; the station keeps trying
 * - `playing`: frames come
 * - `paused`: a file, by command
 * - `stalled`: a live source fell silent or broke off; the station keeps trying
 * - `ended`: there will be no more frames
 */
export const sourceStates = ['waiting', 'playing', 'paused', 'stalled', 'ended'] as const;
export type SourceState = (typeof sourceStates)[number];

/** Why a part was closed without a verdict. */
export const abortReasons = [
  'sourceChanged',
  'sourceClosed',
  'sourceFailed',
  'seek',
  'stopped',
  'abandoned',
  'modelChanged',
  'engineLost',
] as const;
export type AbortReason = (typeof abortReasons)[number];

/** How the station fares, once a second. */
export interface Health {
  /** Frames that reached the network's branch in the last second. */
  readonly framesPerSecond: number;
  /** Time of the network for one window, in the middle of the last ones; null before the first. */
  readonly inferenceMilliseconds: number | null;
  /** Live: from the capture of a window's last frame to its judgement; null for a file. */
  readonly delaySeconds: number | null;
  /** Windows of this source that were not judged. */
  readonly droppedWindows: number;
  /** Of one core: 200 is two cores at work. */
  readonly cpuPercent: number;
  /** Resident memory of the engine. */
  readonly memoryMegabytes: number;
  /** On the disk of the record. */
  readonly freeDiskBytes: number;
}
