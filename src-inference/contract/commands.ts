// What the engine can be asked, and how requests and answers look on whatever port joins the two processes.
import type { DoctorReport } from './doctor.ts';
import type { PlainStationError } from './errors.ts';
import type {
  AnnotatedOptions,
  AnnotatedRow,
  LearnOptions,
  SimulationOptions,
  SimulationRow,
} from './evaluation.ts';
import type { EngineEvent } from './events.ts';
import type { ModelInfo } from './model.ts';
import type { OutputSpec, PreviewFrame, StreamTarget } from './output.ts';
import type { RecipeInfo } from './recipe.ts';
import type { SourceSpec } from './source.ts';

export interface StationOptions {
  /** Folder with `model.yaml`. */
  readonly model: string;
  /** Path of the recipe; null: name the actions, check nothing. */
  readonly recipe: string | null;
  /** Name of the checker's policy, one of `policies`; null: the usual one. */
  readonly policy: string | null;
  /** How likely a mistake must be to fail a part, 0.5 to 1; the usual threshold when it is left out. */
  readonly failAbove?: number;
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
  /**
   * A station that stays open: sources and outputs come and go. An engine has one.
   *
   * Its commands fail with `not_possible` while there is none.
   */
  readonly openStation: { readonly input: StationOptions; readonly output: null };
  /** Finishes recordings and the log. */
  readonly closeStation: { readonly input: null; readonly output: null };
  /**
   * Answers when a file plays, or a live source is being waited for. The source before it is closed then, and the part in
   * progress aborted; when the new one cannot be opened, the one before goes on.
   */
  readonly openSource: { readonly input: SourceSpec; readonly output: null };
  readonly closeSource: { readonly input: null; readonly output: null };
  /** Of a file; `not_possible` for a live source. */
  readonly pauseSource: { readonly input: null; readonly output: null };
  readonly resumeSource: { readonly input: null; readonly output: null };
  /** The part in progress is aborted: its steps are no longer seen in their order. */
  readonly seekSource: { readonly input: { readonly seconds: number }; readonly output: null };
  /** Answers with the number of the output, by which events and commands name it. */
  readonly attachOutput: { readonly input: OutputSpec; readonly output: number };
  readonly detachOutput: { readonly input: { readonly output: number }; readonly output: null };
  /**
   * One credit: answers with the newest picture as soon as there is one that was not given yet, and with null when the
   * preview is taken off. Ask again when it was shown: nothing queues up.
   */
  readonly nextPreview: { readonly input: { readonly output: number }; readonly output: PreviewFrame | null };
  /** With a model, the labels of the recipe are checked against it. */
  readonly readRecipe: {
    readonly input: { readonly path: string; readonly model: string | null };
    readonly output: RecipeInfo;
  };
  /** Reads the card and opens the network, so that a mismatch shows. */
  readonly readModel: { readonly input: { readonly directory: string }; readonly output: ModelInfo };
  /** Begins or ends a part of the open source by hand, or with the serial number that was scanned. */
  readonly markPart: {
    readonly input: { readonly kind: 'start' | 'end'; readonly code: string | null };
    readonly output: null;
  };
  /** Simulated parts before one policy. */
  readonly simulateParts: { readonly input: SimulationOptions; readonly output: SimulationRow };
  /** Annotated assemblies before one policy, leave one out. */
  readonly measureAnnotated: { readonly input: AnnotatedOptions; readonly output: AnnotatedRow };
  /** The text of a recipe that the examples of a folder show. */
  readonly learnRecipe: {
    readonly input: LearnOptions;
    readonly output: { readonly text: string; readonly examples: number };
  };
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
