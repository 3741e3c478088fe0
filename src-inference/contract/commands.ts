// What the engine can be asked, and how requests and answers look on whatever port joins the two processes.
import type { BenchCommands } from './bench.ts';
import type { CameraInfo, DoctorReport } from './doctor.ts';
import type { PlainStationError } from './errors.ts';
import type {
  AnnotatedOptions,
  AnnotatedRow,
  LearnOptions,
  SimulationOptions,
  SimulationRow,
} from './evaluation.ts';
import type { LogPage, PartFilter, PartPage, PartRecord } from './history.ts';
import type { EvaluateOptions, EvaluationReport, OptimizeOptions, OptimizeReport } from './measurement.ts';
import type { ModelInfo, Precision } from './model.ts';
import type { ImportOptions, ImportResult } from './model-import.ts';
import type { OutputSpec, PreviewFrame, StreamTarget } from './output.ts';
import type { RecipeInfo } from './recipe.ts';
import type { DryRunInput, DryRunResult, RecipeCheck, RecipeSummary, StoredRecipe } from './recipes.ts';
import type { SettingsChange } from './settings.ts';
import type { Role } from './shell.ts';
import type { NumberedEvent, PartId, StationSnapshot } from './snapshot.ts';
import type { SourceSpec, StreamFormat } from './source.ts';

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
  /** Which network of the model; left out: the one that fits the machine best. */
  readonly precision?: Precision;
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

export interface WorkplaceOptions {
  /** Folder of what the station remembers: settings, recipes, record. Is made when it is not there. */
  readonly directory: string;
  /** For a workplace that is new. */
  readonly defaults: {
    readonly model: string;
    /** Files that its collection of recipes begins with. */
    readonly recipes: readonly string[];
    readonly folders: readonly string[];
  };
  /** Watched instead of the source that was open last; null: that one. */
  readonly source: string | null;
}

export interface SourceProbe {
  /** What a UDP stream carries; null for other sources. */
  readonly format: StreamFormat | null;
  readonly codec: string | null;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number | null;
  /** JPEG of the first picture, in base64. */
  readonly thumbnail: string;
}

export interface FolderListing {
  /** Null at the top: the list of the folders that may be looked into. */
  readonly path: string | null;
  /** Of the folder above; null at the top. */
  readonly parent: string | null;
  readonly folders: readonly { readonly name: string; readonly path: string }[];
  readonly files: readonly { readonly name: string; readonly path: string; readonly bytes: number }[];
}

/** Name of a command to what goes in and what comes back when it is done. */
export interface Commands extends BenchCommands {
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
  /** Makes a first card for an ONNX file, or says what must be answered for it; `jobProgress` arrives meanwhile. */
  readonly importModel: { readonly input: ImportOptions; readonly output: ImportResult };
  /** Makes an optimised network and adds it to the card; `jobProgress` arrives meanwhile. */
  readonly optimize: { readonly input: OptimizeOptions; readonly output: OptimizeReport };
  /** Measures a model on labelled videos; `jobProgress` arrives meanwhile. */
  readonly evaluate: { readonly input: EvaluateOptions; readonly output: EvaluationReport };
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

  /**
   * A station with a memory: opens what its folder says, and goes on with a part that a lost engine left behind. What
   * cannot be opened is a state of the snapshot, not an error. An engine has one; the commands below need it.
   */
  readonly openWorkplace: { readonly input: WorkplaceOptions; readonly output: null };
  readonly snapshot: { readonly input: null; readonly output: StationSnapshot };
  /** @param before Key of an entry: only older ones; null: the newest. */
  readonly readLog: {
    readonly input: { readonly before: string | null; readonly limit: number };
    readonly output: LogPage;
  };

  /** As a person types it. Remembered, and opened again after a restart; the password is kept on the disk only. */
  readonly watch: { readonly input: { readonly source: string }; readonly output: null };
  /** Closes the source and forgets it. */
  readonly unwatch: { readonly input: null; readonly output: null };
  /** Looks at a source without changing what is watched. Fails when no picture comes within 8 s. */
  readonly probeSource: {
    readonly input: { readonly source: string; readonly width: number };
    readonly output: SourceProbe;
  };
  readonly listCameras: { readonly input: null; readonly output: readonly CameraInfo[] };
  /** Only below the folders of the settings. @throws `not_allowed` outside of them. */
  readonly listFolder: {
    readonly input: { readonly path: string | null; readonly kind: 'video' | 'model' | 'any' };
    readonly output: FolderListing;
  };

  /**
   * The part in progress is judged as it stands. The next one begins with the next action; with a code (a serial number that
   * was scanned), or when the recipe's parts begin by `mark`, it begins at once.
   */
  readonly startPart: { readonly input: { readonly code: string } | null; readonly output: null };
  /** The part in progress ends without a verdict. */
  readonly abandonPart: { readonly input: null; readonly output: null };
  readonly acknowledgePart: {
    readonly input: { readonly id: PartId; readonly by: string; readonly reason: string };
    readonly output: null;
  };
  /** Counts parts from now on. */
  readonly startShift: { readonly input: null; readonly output: null };

  /** Holds from the next part on, at once when none is in progress. Null: nothing is checked. */
  readonly useRecipe: { readonly input: { readonly name: string | null }; readonly output: null };
  readonly listRecipes: { readonly input: null; readonly output: readonly RecipeSummary[] };
  /** @param savedAt A version; null: the one in force. */
  readonly readStoredRecipe: {
    readonly input: { readonly name: string; readonly savedAt: string | null };
    readonly output: StoredRecipe;
  };
  /** Checks a draft against the model that is loaded. */
  readonly checkRecipe: { readonly input: { readonly text: string }; readonly output: RecipeCheck };
  /**
   * Keeps the version before it. The recipe that is in use changes from the next part on.
   *
   * @throws `recipe_invalid` for a text that is not valid, `recipe_exists` when it is said to be new and is there.
   */
  readonly saveRecipe: {
    readonly input: {
      readonly name: string;
      readonly text: string;
      readonly note: string;
      readonly isNew: boolean;
    };
    readonly output: StoredRecipe;
  };
  /** @throws `not_possible` for the recipe that is in use. */
  readonly deleteRecipe: { readonly input: { readonly name: string }; readonly output: null };
  readonly dryRun: {
    readonly input: { readonly text: string; readonly on: DryRunInput };
    readonly output: DryRunResult;
  };

  readonly listParts: { readonly input: PartFilter; readonly output: PartPage };
  readonly readPart: { readonly input: { readonly id: PartId }; readonly output: PartRecord };

  readonly changeSettings: { readonly input: SettingsChange; readonly output: null };
  /** A zip file without secrets: settings, versions, what is installed, the end of the logs. In base64. */
  readonly supportBundle: {
    readonly input: null;
    readonly output: { readonly name: string; readonly data: string };
  };
}

/** What a screen may ask, and who may ask it. What is not in here is for shells and programs only. */
export const commandRoles = {
  snapshot: 'viewer',
  readLog: 'viewer',
  listParts: 'viewer',
  readPart: 'viewer',
  listRecipes: 'viewer',
  readStoredRecipe: 'viewer',
  examine: 'viewer',
  readModel: 'operator',
  watch: 'operator',
  unwatch: 'operator',
  pauseSource: 'operator',
  resumeSource: 'operator',
  seekSource: 'operator',
  probeSource: 'operator',
  listCameras: 'operator',
  listFolder: 'operator',
  startPart: 'operator',
  abandonPart: 'operator',
  acknowledgePart: 'operator',
  startShift: 'operator',
  useRecipe: 'operator',
  checkRecipe: 'operator',
  saveRecipe: 'operator',
  deleteRecipe: 'operator',
  dryRun: 'operator',
  changeSettings: 'operator',
  supportBundle: 'operator',
} as const satisfies Partial<Record<CommandName, Role>>;

export type ScreenCommand = keyof typeof commandRoles;

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
  | { readonly kind: 'event'; readonly event: NumberedEvent }
  /** Every second: a process that is busy or hung sends none. */
  | { readonly kind: 'heartbeat' };
