// What the engine reports while it runs: plain data that survives structuredClone.
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
      readonly model: string;
      readonly recipe: string | null;
      readonly recipeSteps: number;
    }
  | {
      readonly type: 'windowClassified';
      readonly startSeconds: number;
      readonly endSeconds: number;
      readonly label: string;
      readonly probability: number;
    }
  | { readonly type: 'progress'; readonly seconds: number; readonly frames: number }
  | SequenceEvent
  | {
      readonly type: 'runEnded';
      readonly frames: number;
      readonly seconds: number;
      /** The worst of all parts; null when nothing was checked. */
      readonly verdict: Verdict | null;
    };
