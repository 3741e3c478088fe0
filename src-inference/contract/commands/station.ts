// Commands that open a station, close it and show its state.
import { z } from 'zod';
import type { InferenceServerSpec } from '../inference-server.ts';
import { type Precision, precisions } from '../model.ts';
import type { OutputSpec } from '../output.ts';
import type { StationSnapshot } from '../snapshot.ts';
import type { SourceSpec } from '../source.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { none, share, text, typedText } from './fields.ts';
import { inferenceServerSpec } from './inference-server.ts';
import { outputSpec } from './output.ts';
import { type DemoSubject, demoSubjects, sourceSpec } from './source.ts';

export interface StationOptions {
  /** Folder with `model.yaml`. */
  readonly model: string;
  /** Path of the recipe; null: name the actions, check nothing. */
  readonly recipe: string | null;
  /** Name of the checker's policy, one of `policies`; null: the usual one. */
  readonly policy: string | null;
  /** A mistake fails a part when it is more likely than this, 0.5 to 1; the usual threshold when it is left out. */
  readonly failAbove?: number;
  /** Folder of the log and the journal; null: none is written. */
  readonly recordDirectory: string | null;
  /** Which network of the model; left out: the one that fits the machine best. */
  readonly precision?: Precision;
  /** Servers that run the network; left out, or while none answers: this machine. */
  readonly server?: InferenceServerSpec;
}

export interface RunOptions extends StationOptions {
  readonly source: SourceSpec;
  readonly outputs: readonly OutputSpec[];
  /**
   * Code of the part that begins with the source. Left out: with `start: mark` a part without a code begins with it, otherwise
   * parts begin with an action.
   */
  readonly code?: string;
}

interface DemoVideo {
  readonly shows: DemoSubject;
  readonly path: string;
}

export interface WorkplaceOptions {
  /** Folder of what the station remembers: settings, recipes, record. It is made when it is not there. */
  readonly directory: string;
  /** What a new workplace begins with. */
  readonly defaults: {
    readonly model: string;
    /** Files that its collection of recipes begins with. */
    readonly recipes: readonly string[];
    readonly folders: readonly string[];
    /** Bundled videos that the model and the first recipe above fit; left out: there are none. */
    readonly demo?: readonly DemoVideo[];
  };
  /** Source to open in place of the one that was open last; null: that one. */
  readonly source: string | null;
  /** Folder of the project that teaches, in place of that of the settings; null, or left out: that one. */
  readonly teach?: string | null;
  /** Further files and folders that the administrator allows (`allowedFolders`), absolute; left out: none. */
  readonly roots?: readonly string[];
  /** False: the source is not opened, so that something can be changed while nothing is watched. */
  readonly watch?: boolean;
}

const texts = z.array(text).readonly();

const stationFields = {
  model: text,
  recipe: text.nullable(),
  policy: text.nullable(),
  failAbove: share.exactOptional(),
  recordDirectory: text.nullable(),
  precision: z.enum(precisions).exactOptional(),
  server: inferenceServerSpec.exactOptional(),
} as const;

export const stationCommands = {
  /**
   * Runs a station with one source to the source's end; events arrive meanwhile. A live source ends when the engine is told
   * to stop, and the answer comes then. `usage` when the steps depend on the code of the part, and there is none.
   */
  run: {
    role: 'program',
    input: schemaOf<RunOptions>()(
      z.strictObject({
        ...stationFields,
        source: sourceSpec,
        outputs: z.array(outputSpec).readonly(),
        code: typedText.exactOptional(),
      }),
    ),
    output: answer<null>(),
  },
  /**
   * Opens a station that stays open: sources and outputs come and go. An engine has one. Commands on a station fail with
   * `not_possible` while there is none.
   */
  openStation: {
    role: 'program',
    input: schemaOf<StationOptions>()(z.strictObject(stationFields)),
    output: answer<null>(),
  },
  /**
   * Takes the folder of a workplace for this engine, until it ends: no other one writes there. `openWorkplace` does it as well;
   * a shell asks for it first, so that it opens nothing for a folder that is not its own. `folder_in_use` when another engine
   * has it, `record_unwritable` when there can be no such folder.
   */
  takeFolder: {
    role: 'program',
    input: z.strictObject({ directory: text }),
    output: answer<null>(),
  },
  /** Loads what a workplace needs before there is one: for a process that waits until another engine is lost. */
  prepare: { role: 'program', input: none, output: answer<null>() },
  /**
   * Opens a workplace, a station with a memory: it opens what its folder says, and goes on with a part whose engine was
   * lost. What cannot be opened is a state of the snapshot, not an error. An engine has one station or one workplace.
   * `folder_in_use` when another engine has its folder.
   */
  openWorkplace: {
    role: 'program',
    input: schemaOf<WorkplaceOptions>()(
      z.strictObject({
        directory: text,
        defaults: z.strictObject({
          model: text,
          recipes: texts,
          folders: texts,
          demo: z
            .array(z.strictObject({ shows: z.enum(demoSubjects), path: text }))
            .readonly()
            .exactOptional(),
        }),
        source: text.nullable(),
        teach: text.nullable().exactOptional(),
        roots: texts.exactOptional(),
        watch: z.boolean().exactOptional(),
      }),
    ),
    output: answer<null>(),
  },
  /** Screens may name this file or folder from now on: the person at the desktop chose it in a dialog of the system. */
  allowPath: { role: 'program', input: z.strictObject({ path: text }), output: answer<null>() },
  /** Finishes recordings and the log. */
  closeStation: { role: 'program', input: none, output: answer<null>() },
  snapshot: { role: 'viewer', input: none, output: answer<StationSnapshot>() },
  /** Counts parts from now on. */
  startShift: { role: 'operator', input: none, output: answer<null>() },
} as const satisfies CommandTable;
