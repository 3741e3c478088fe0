// What the engine reports while it runs: plain data that survives structuredClone.
import type { PlainStationError } from './errors.ts';
import type { SequenceEvent, Verdict } from './sequence.ts';

export interface SourceInfo {
  /** As the person named it. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Null when the container does not know. */
  readonly durationSeconds: number | null;
  readonly framesPerSecond: number | null;
  readonly codec: string | null;
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
  | { readonly type: 'progress'; readonly seconds: number; readonly frames: number }
  | SequenceEvent
  | {
      readonly type: 'runEnded';
      readonly frames: number;
      readonly seconds: number;
      /** The worst of all parts, `fail` when no part was seen at all; null when there was no recipe. */
      readonly verdict: Verdict | null;
    }
  /** The run broke off: what was judged until then stands, the part in progress has no verdict. */
  | { readonly type: 'runAborted'; readonly error: PlainStationError };
