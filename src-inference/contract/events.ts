// What the engine reports while it runs: plain data that survives structuredClone.
import type { PlainStationError } from './errors.ts';
import type { OutputSpec, OutputState } from './output.ts';
import type { SequenceEvent, Verdict } from './sequence.ts';
import type { StationSettings } from './settings.ts';
import type { ModelState, PartId, RecipeState } from './snapshot.ts';

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

export type EngineEvent =
  | {
      readonly type: 'runStarted';
      readonly source: SourceInfo;
      /** Names from the card and the recipe. */
      readonly model: string;
      readonly recipe: string | null;
      /** Steps of the expanded recipe; 0 without one. */
      readonly recipeSteps: number;
    }
  | {
      readonly type: 'windowClassified';
      readonly startSeconds: number;
      readonly endSeconds: number;
      readonly label: string;
      readonly probability: number;
      /** One per label, in the order of the model card, rounded to 4 digits: enough to judge again later. */
      readonly probabilities: readonly number[];
    }
  | {
      readonly type: 'progress';
      readonly seconds: number;
      readonly frames: number;
      /** Live: from the capture of a window's last frame to its judgement; null for a file. */
      readonly delaySeconds: number | null;
    }
  /** The network is slower than the hop: the newest window was taken, those before it were not judged. */
  | { readonly type: 'windowsDropped'; readonly count: number; readonly total: number }
  | {
      readonly type: 'sourceState';
      readonly state: SourceState;
      readonly source: SourceInfo;
      /** What keeps it from playing; null when nothing does. */
      readonly error: PlainStationError | null;
    }
  | {
      readonly type: 'outputState';
      /** Number that `attach` gave. */
      readonly output: number;
      readonly kind: OutputSpec['kind'];
      readonly state: OutputState;
      /** Where it goes: a file, a socket, an address. */
      readonly target: string;
      readonly error: PlainStationError | null;
      /** Id of the setting that it comes from; null: it was attached by hand. */
      readonly setting: string | null;
      /** Recordings: time of the source at the start of the file that is being written; null for the others. */
      readonly fromSeconds: number | null;
    }
  | SequenceEvent
  /** What was judged of the part stands; it has no verdict. */
  | {
      readonly type: 'partAborted';
      readonly part: number;
      readonly atSeconds: number;
      readonly reason: AbortReason;
    }
  | {
      readonly type: 'runEnded';
      readonly frames: number;
      readonly seconds: number;
      /**
       * The worst of all parts; null when there was no recipe. When no part was seen at all: `fail` for a file, null for
       * a live source.
       */
      readonly verdict: Verdict | null;
    }
  /** The run broke off: what was judged until then stands, the part in progress has no verdict. */
  | { readonly type: 'runAborted'; readonly error: PlainStationError }
  | WorkplaceEvent;

/** Of a station with a memory only. */
export type WorkplaceEvent =
  /** The engine was lost in the middle of the part, and goes on with it. */
  | {
      readonly type: 'partResumed';
      readonly part: number;
      readonly atSeconds: number;
      /** What nobody saw. */
      readonly missedSeconds: number;
    }
  | { readonly type: 'partAcknowledged'; readonly id: PartId; readonly by: string; readonly reason: string }
  | { readonly type: 'shiftStarted' }
  /** No source is watched any more, by command. */
  | { readonly type: 'sourceGone' }
  | { readonly type: 'modelState'; readonly model: ModelState }
  | { readonly type: 'recipeState'; readonly recipe: RecipeState; readonly next: string | null }
  | { readonly type: 'settingsChanged'; readonly settings: StationSettings }
  /** The file of the settings could not be used: it was kept aside, and the station began with the usual ones. */
  | { readonly type: 'settingsRefused'; readonly error: PlainStationError }
  | { readonly type: 'health'; readonly health: Health };
