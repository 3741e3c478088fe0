// What the engine can be asked, and how requests and answers look on whatever port joins the two processes.
import type { DoctorReport } from './doctor.ts';
import type { PlainStationError } from './errors.ts';
import type { EngineEvent } from './events.ts';
import type { ModelInfo } from './model.ts';
import type { OutputSpec, StreamTarget } from './output.ts';
import type { RecipeInfo } from './recipe.ts';
import type { SourceSpec } from './source.ts';

export interface StationOptions {
  /** Folder with `model.yaml`. */
  readonly model: string;
  /** Path of the recipe; null: name the actions, check nothing. */
  readonly recipe: string | null;
  /** Name of the checker's policy, one of `policies`; null: the usual one. */
  readonly policy: string | null;
  /** Folder of the log and the journal; null: none is written. */
  readonly recordDirectory: string | null;
}

export interface SendOptions {
  /** Path of a recorded file. */
  readonly video: string;
  readonly target: StreamTarget;
  /** Again from the start, until the engine is told to stop. */
  readonly loop: boolean;
}

export interface RunOptions extends StationOptions {
  readonly source: SourceSpec;
  readonly outputs: readonly OutputSpec[];
}

/** Name of a command to what goes in and what comes back when it is done. */
export interface Commands {
  /**
   * A station with one source, to its end; events arrive meanwhile. A live source ends when the engine is told to stop,
   * and the answer comes then.
   */
  readonly run: { readonly input: RunOptions; readonly output: null };
  /** With a model, the labels of the recipe are checked against it. */
  readonly readRecipe: {
    readonly input: { readonly path: string; readonly model: string | null };
    readonly output: RecipeInfo;
  };
  /** Reads the card and opens the network, so that a mismatch shows. */
  readonly readModel: { readonly input: { readonly directory: string }; readonly output: ModelInfo };
  /** Sends a file over UDP as a camera would, to its end. */
  readonly send: { readonly input: SendOptions; readonly output: null };
  /** Looks at what is installed. */
  readonly examine: { readonly input: null; readonly output: DoctorReport };
}

export type CommandName = keyof Commands;

export type EngineRequest = {
  readonly [Name in CommandName]: {
    readonly id: number;
    readonly command: Name;
    readonly input: Commands[Name]['input'];
  };
}[CommandName];

export type EngineMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly output: Commands[CommandName]['output'] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: PlainStationError }
  | { readonly kind: 'event'; readonly event: EngineEvent };
