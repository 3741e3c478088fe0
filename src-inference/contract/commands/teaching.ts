// Commands on a project that teaches the station a line of its own. Without a project they fail with `project_not_found`.
import { z } from 'zod';
import type { LearntRecipe } from '../recipes.ts';
import {
  type DraftLabels,
  type ExportedLabels,
  type LabelImport,
  labelFormats,
  type RecordingLabels,
  type SavedAction,
  type TeachLabel,
  type TeachProject,
  type TeachRecording,
  type TeachSample,
  type TrainingJob,
  teachMethods,
} from '../teaching.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { moment, none, recipeName, share, text, typedText } from './fields.ts';

/** Names files as well, so that it holds no slash. */
const recording = z.string().min(1).max(200);
const network = z.string().regex(/^\d{4,}$/);
const operator = z.string().trim().min(1).max(80);
const labelName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u, 'a label consists of letters, digits, spaces, _ and -');
const seconds = z.number().min(0);
const framesPerSecond = z.number().positive().max(1000);

const labels = z
  .array(
    schemaOf<TeachLabel>()(
      z.strictObject({
        name: labelName,
        title: z.string().trim().min(1).max(120),
        color: z.string().regex(/^#[0-9a-f]{6}$/i),
      }),
    ),
  )
  .max(64)
  .readonly();

const actions = z
  .array(
    schemaOf<SavedAction>()(
      z.strictObject({
        startSeconds: seconds,
        endSeconds: seconds,
        label: z.string().min(1).max(64),
        confidence: share.exactOptional(),
      }),
    ),
  )
  .max(100_000)
  .readonly();

const labelsText = z.string().max(32_000_000);

export const teachingCommands = {
  /**
   * The station teaches by this project from now on; null: the project of the settings.
   *
   * @throws `project_not_found`, `project_invalid`, `project_newer` when a later version of Stepwatch made it,
   *   `outside_roots`.
   */
  teachOpen: {
    role: 'operator',
    input: z.strictObject({ directory: text.nullable() }),
    output: answer<TeachProject>(),
  },
  /** Null: the folder of the settings holds no project yet. Everything on the screen follows from it. */
  teachProject: { role: 'viewer', input: none, output: answer<TeachProject | null>() },
  /**
   * Makes a project in an empty folder, or in one that is not there, and opens it. Null: the folder of the settings.
   *
   * @throws `project_exists`.
   */
  teachNewProject: {
    role: 'operator',
    input: z.strictObject({ directory: text.nullable(), name: z.string().trim().min(1).max(120), labels }),
    output: answer<TeachProject>(),
  },
  /**
   * Renamed labels are renamed in all recordings: `renamed` maps old names to new ones.
   *
   * @throws `labels_invalid` for names that are there twice, or the background's; `label_in_use` when recordings have labels
   *   that would be gone.
   */
  teachSetLabels: {
    role: 'operator',
    input: z.strictObject({ labels, renamed: z.record(z.string(), z.string()) }),
    output: answer<TeachProject>(),
  },
  /**
   * Text of the recipe of the line; null removes it.
   *
   * @throws `recipe_invalid`, `recipe_mismatch` when it names other labels.
   */
  teachSetRecipe: {
    role: 'operator',
    input: z.strictObject({ text: z.string().max(1_000_000).nullable() }),
    output: answer<TeachProject>(),
  },
  /** The text; null without a recipe. */
  teachReadRecipe: { role: 'viewer', input: none, output: answer<string | null>() },

  /**
   * Copies a video into the project. Labels beside it (`NAME.csv`) become confirmed ones when they fit the project.
   *
   * @throws `recording_exists` when the same video is there already, `source_unreadable`, `source_not_video`, `disk_full`,
   *   `outside_roots`.
   */
  teachAddVideo: {
    role: 'operator',
    input: z.strictObject({ path: text, operator }),
    output: answer<TeachRecording>(),
  },
  /** Films the work from the source of the station. @throws `not_possible` without a source that plays, `disk_full`. */
  teachRecordBegin: { role: 'operator', input: z.strictObject({ operator }), output: answer<null>() },
  /** Keeps what was filmed, or throws it away. */
  teachRecordEnd: {
    role: 'operator',
    input: z.strictObject({ keep: z.boolean() }),
    output: answer<TeachRecording | null>(),
  },
  /**
   * Takes the recording of a part from History, with what the network saw as a draft.
   *
   * @throws `not_possible` when no recording shows the part, `recording_exists`.
   */
  teachFromHistory: {
    role: 'operator',
    input: z.strictObject({ part: moment, operator }),
    output: answer<TeachRecording>(),
  },
  teachChangeRecording: {
    role: 'operator',
    input: z.strictObject({ recording, operator }),
    output: answer<TeachRecording>(),
  },
  /** With its labels. Networks that were taught with it stay. */
  teachRemoveRecording: { role: 'operator', input: z.strictObject({ recording }), output: answer<null>() },

  teachReadLabels: {
    role: 'viewer',
    input: z.strictObject({ recording }),
    output: answer<RecordingLabels>(),
  },
  /**
   * Presentation times of all frames, rising: where an edge can be nudged to. Decodes the whole recording the first time;
   * `jobProgress` arrives meanwhile.
   */
  teachFrameTimes: {
    role: 'viewer',
    input: z.strictObject({ recording }),
    output: answer<readonly number[]>(),
  },
  /**
   * With `confirm` the actions are what is done in the recording, and a draft is gone; without, they are the draft of a person
   * who has not finished: those with a confidence below 1 are still to be looked at.
   *
   * @throws `labels_changed` when `basedOn` is not the stored version, because somebody else saved meanwhile; `labels_invalid`
   *   for actions that overlap, lie beyond the end or have no known label.
   */
  teachSaveLabels: {
    role: 'operator',
    input: z.strictObject({ recording, actions, basedOn: text, confirm: z.boolean() }),
    output: answer<RecordingLabels>(),
  },
  /**
   * Learns a recipe from the confirmed labels of these recordings. It is not saved.
   *
   * @throws `not_possible` for a recording without confirmed labels; `usage` when none has an action.
   */
  teachLearnRecipe: {
    role: 'operator',
    input: z.strictObject({
      name: recipeName,
      title: typedText,
      recordings: z.array(recording).min(1).max(500),
    }),
    output: answer<LearntRecipe>(),
  },
  /** Throws the draft away. */
  teachDiscardDraft: {
    role: 'operator',
    input: z.strictObject({ recording }),
    output: answer<RecordingLabels>(),
  },
  /** Reads labels of another tool as a draft. @throws `labels_invalid`, with what is missing and where. */
  teachImportLabels: {
    role: 'operator',
    input: z.strictObject({
      recording,
      labels: schemaOf<LabelImport>()(
        z.strictObject({
          format: z.enum(labelFormats),
          text: labelsText,
          framesPerSecond: framesPerSecond.nullable(),
          tier: text.nullable(),
          video: text.nullable(),
        }),
      ),
    }),
    output: answer<RecordingLabels>(),
  },
  /** Confirmed labels, or else the draft. @throws `labels_invalid` when the format needs a rate. */
  teachExportLabels: {
    role: 'viewer',
    input: z.strictObject({
      recording,
      format: z.enum(labelFormats),
      framesPerSecond: framesPerSecond.nullable(),
    }),
    output: answer<ExportedLabels>(),
  },
  /**
   * Makes a draft with the newest network of the project, or the station's; `jobProgress` arrives meanwhile. With a recipe, its
   * steps are aligned.
   *
   * @throws `not_possible` when no network knows labels of the project.
   */
  teachDraft: { role: 'operator', input: z.strictObject({ recording }), output: answer<DraftLabels>() },

  /**
   * Begins a training; the answer does not wait for its end. `trainingProgress` arrives meanwhile.
   *
   * `base`: folder of the model whose network is taught on; null: the usual one.
   *
   * @throws `not_possible` while another runs, `recordings_too_few`, `label_too_rare`, `recording_exists` when one recording is
   *   there twice, `pytorch_missing`.
   */
  teachTrain: {
    role: 'operator',
    input: z.strictObject({ method: z.enum(teachMethods), base: text.nullable() }),
    output: answer<TrainingJob>(),
  },
  /** Resolves when its process has ended. What was computed is kept for `teachResumeTraining`. */
  teachCancelTraining: { role: 'operator', input: none, output: answer<null>() },
  /** @throws `not_possible` when there is none that was cancelled, interrupted or failed. */
  teachResumeTraining: { role: 'operator', input: none, output: answer<TrainingJob>() },

  /**
   * The station uses this network: at once when no part is in progress, else when the part has ended. The answer does not wait
   * for that end.
   *
   * @throws `network_not_found`, and the errors of a model that cannot be used.
   */
  teachDeploy: { role: 'operator', input: z.strictObject({ network }), output: answer<TeachProject>() },
  /** Back to what the station used before. @throws `not_possible` when there is nothing before. */
  teachRollback: { role: 'operator', input: none, output: answer<TeachProject>() },
  /** @throws `not_possible` for the network in force. */
  teachRemoveNetwork: { role: 'operator', input: z.strictObject({ network }), output: answer<null>() },

  /** What a person should look at: newest first. */
  teachQueue: { role: 'viewer', input: none, output: answer<readonly TeachSample[]>() },
  /** A person judges a finished part otherwise than the station did. It joins the queue. */
  teachJudgePart: {
    role: 'operator',
    input: z.strictObject({
      part: moment,
      judgement: z.enum(['falseAlarm', 'missed']),
      by: typedText,
      note: z.string().trim().max(500),
    }),
    output: answer<null>(),
  },
  /** `take`: the recording of its part joins the project, as with `teachFromHistory`; `dismiss`: nothing is to be learnt. */
  teachResolveSample: {
    role: 'operator',
    input: z.strictObject({
      sample: text,
      resolution: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('take'), operator }),
        z.strictObject({ kind: z.literal('dismiss') }),
      ]),
    }),
    output: answer<TeachRecording | null>(),
  },
} as const satisfies CommandTable;
