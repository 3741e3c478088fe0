// Teaching a station a line of its own: the project with its recordings, labels and networks, as commands and events tell it.
// All times are seconds of presentation time, as positions in the recording; never numbers of frames.
import type { PlainStationError } from './errors.ts';
import type { ConfusionMatrix } from './sequence.ts';
import type { PartId } from './states.ts';

/** What is done in a stretch of a video. */
export interface LabelledAction {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Name of a label. */
  readonly label: string;
}

/** A label that nobody has confirmed. */
export interface DraftAction extends LabelledAction {
  /** How sure its maker is, 0 to 1: people look at the lowest first. */
  readonly confidence: number;
}

/** As an editor saves it. `confidence`: of a draft that nobody has looked at yet; left out: a person made or confirmed it. */
export interface SavedAction extends LabelledAction {
  readonly confidence?: number;
}

/**
 * Who made a draft:
 * - `person`: somebody who has not finished labelling
 * - `model`: the actions that the network named
 * - `alignment`: the network, with the order of the recipe
 * - `imported`: a file of another tool
 */
export const draftMakers = ['person', 'model', 'alignment', 'imported'] as const;
type DraftMaker = (typeof draftMakers)[number];

/** An action that the project teaches. The background is no label: it is what no label covers. */
export interface TeachLabel {
  /** As label files and recipes name it: letters, digits, `_`, `-` and spaces. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** `#rrggbb`. */
  readonly color: string;
}

export const recordingOrigins = ['recorded', 'added', 'history'] as const;
export type RecordingOrigin = (typeof recordingOrigins)[number];

const labelStates = ['unlabelled', 'draft', 'confirmed'] as const;
export type LabelState = (typeof labelStates)[number];

export interface TeachRecording {
  /** The name of its file without the type. */
  readonly id: string;
  /** The name of its file; the shell serves it under `/teach/`. */
  readonly file: string;
  /** Who does the work, as a name or a number: networks are measured on people whom they were not taught with. */
  readonly operator: string;
  readonly origin: RecordingOrigin;
  /** ISO 8601. */
  readonly addedAt: string;
  readonly durationSeconds: number;
  readonly state: LabelState;
  /** Number of confirmed actions, or of those of the draft. */
  readonly actions: number;
  /** Why it cannot be taught with; null when it can. */
  readonly problem: PlainStationError | null;
}

/** A recording that is being made from the source of the station. */
export interface RunningRecording {
  readonly operator: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

/**
 * How a network is taught:
 * - `head`: the last layer, on frozen features, without Python, in about a minute
 * - `layers`: a few new layers on frozen maps of features, without Python, in some minutes
 * - `pytorch`: the whole network, fine-tuned
 */
export const teachMethods = ['head', 'layers', 'pytorch'] as const;
export type TeachMethod = (typeof teachMethods)[number];

export interface TeachNetwork {
  /** Four digits or more, such as `0001`: also the name of its folder. */
  readonly id: string;
  readonly method: TeachMethod;
  /** ISO 8601. */
  readonly madeAt: string;
  /** Ids of the recordings that it was taught with. */
  readonly recordings: readonly string[];
  /** Null: it was not measured. */
  readonly report: TeachReport | null;
}

/** A share from 0 to 1, with its 95 % interval. */
export interface ShareWithInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A stretch that the network names wrongly, worst first. */
export interface WorstStretch {
  readonly recording: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly truth: string;
  readonly named: string;
  /** Of the named label, 0 to 1. */
  readonly probability: number;
}

/** What would help, the most helpful first. */
export type TeachAdvice =
  /** More recordings of an action. `gain`: expected change of the accuracy; null: not known. */
  | {
      readonly kind: 'moreOfLabel';
      readonly label: string;
      readonly recordings: number;
      readonly byAnotherOperator: boolean;
      readonly gain: number | null;
    }
  /** More people: `operators` have been recorded so far. */
  | { readonly kind: 'moreOperators'; readonly operators: number }
  /** More recordings of anything. */
  | { readonly kind: 'moreRecordings'; readonly recordings: number; readonly gain: number | null }
  /** Two actions are taken for one another: `share` of the windows of `label` are named `other`. */
  | { readonly kind: 'mixedUp'; readonly label: string; readonly other: string; readonly share: number }
  /** The labels of a recording may be wrong: without it the others are named better. */
  | { readonly kind: 'checkRecording'; readonly recording: string }
  /** More recordings change little. */
  | { readonly kind: 'enough' };

/** How good a network is on recordings that it was not taught with. */
export interface TeachReport {
  /** Number of windows that were held out. */
  readonly windows: number;
  /** Share of the held-out windows that are named rightly. The interval is over recordings, because windows of one are alike. */
  readonly accuracy: ShareWithInterval;
  /** The order of rows and columns, with the background. */
  readonly labels: readonly string[];
  /** Counts of held-out windows. */
  readonly confusion: ConfusionMatrix;
  readonly perLabel: readonly {
    readonly label: string;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly windows: number;
  }[];
  /** `operator`: nobody is in both halves of a fold. `recording`: there is one operator only. Ids of recordings. */
  readonly split: {
    readonly by: 'operator' | 'recording';
    readonly folds: readonly { readonly train: readonly string[]; readonly test: readonly string[] }[];
  };
  readonly worst: readonly WorstStretch[];
  /** Accuracy by the number of recordings; empty when there are too few. */
  readonly curve: readonly { readonly recordings: number; readonly accuracy: number }[];
  readonly advice: readonly TeachAdvice[];
  /** Recordings without which the accuracy on the others changes, by how much it rises; worst first. */
  readonly hurting: readonly { readonly recording: string; readonly change: number }[];
  /** Simulated parts of the recipe, judged with the measured errors of this network; null without a recipe. */
  readonly expected: {
    readonly parts: number;
    /** False alarms: share of the good parts. */
    readonly goodFailed: number;
    readonly goodWarned: number;
    /** Misses: share of the bad parts. */
    readonly badPassed: number;
  } | null;
}

/** In this order. A method may leave some out. */
export const trainingSteps = ['prepare', 'features', 'fit', 'measure', 'optimize'] as const;
export type TrainingStep = (typeof trainingSteps)[number];

/** `interrupted`: its process was lost, with the engine or by itself. It can be resumed, as a cancelled one can. */
const trainingStates = ['running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type TrainingState = (typeof trainingStates)[number];

export interface TrainingJob {
  readonly id: string;
  readonly method: TeachMethod;
  readonly state: TrainingState;
  readonly step: TrainingStep;
  /** Of the whole training, 0 to 1. */
  readonly fraction: number;
  /** Null: not known yet. */
  readonly secondsLeft: number | null;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The network that came of it; null until it is done. */
  readonly network: string | null;
  /** Null unless it failed. */
  readonly error: PlainStationError | null;
}

/** A deployment that waits for the end of the part in progress. */
interface PendingDeployment {
  /** Null: the model that the station had before the project. */
  readonly network: string | null;
}

/** A deployment that waited for the end of a part, and then could not be used: the station goes on as it was. */
export interface FailedDeployment extends PendingDeployment {
  readonly error: PlainStationError;
}

export interface TeachProject {
  readonly directory: string;
  readonly name: string;
  readonly labels: readonly TeachLabel[];
  /** Name of the label of doing nothing. */
  readonly background: string;
  /** The windows that are taught. */
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  /** Name of the recipe of the line, as its text says; null: none yet. */
  readonly recipe: string | null;
  /** By id. */
  readonly recordings: readonly TeachRecording[];
  /** Oldest first. */
  readonly networks: readonly TeachNetwork[];
  /** Id of the network that the station uses, or will use at its next start; null: none of the project. */
  readonly inForce: string | null;
  /** Whether there is something to go back to. */
  readonly canRollBack: boolean;
  readonly pending: PendingDeployment | null;
  /** Null: none since the last time that somebody asked for one. */
  readonly failedDeployment: FailedDeployment | null;
  /** The recording that is being made; null: none. */
  readonly recording: RunningRecording | null;
  /** The present or last training; null: there was none. */
  readonly job: TrainingJob | null;
  /** Number of samples that wait for a person. */
  readonly queueLength: number;
  readonly pytorch: {
    readonly installed: boolean;
    /** Whether PyTorch finds a GPU that it can use. */
    readonly gpu: boolean;
    /** About what an installation would take on the disk; null: not known, or installed. */
    readonly installMegabytes: number | null;
    /** Command of a terminal that installs it. */
    readonly installCommand: string;
  };
}

interface ConfirmedLabels {
  readonly actions: readonly LabelledAction[];
}

export interface DraftLabels {
  readonly maker: DraftMaker;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly actions: readonly DraftAction[];
}

export interface RecordingLabels {
  readonly recording: string;
  readonly durationSeconds: number;
  /** Null: nobody has confirmed any. An empty list is confirmed: nothing is done in the recording. */
  readonly confirmed: ConfirmedLabels | null;
  /** Null: there is none. It may lie beside confirmed labels. */
  readonly draft: DraftLabels | null;
  /** Names what is stored now; the next change is `basedOn` it. */
  readonly version: string;
}

/**
 * Formats of labels:
 * - `csv`: ours, `start,end,label` in seconds
 * - `via`: a project of VIA 3 (VGG Image Annotator) with temporal segments
 * - `labelStudio`: Label Studio's JSON with time-line labels
 * - `eaf`: ELAN's EAF
 * - `activityNet`: JSON as ActivityNet has it
 * - `assembly101`: CSV of Assembly101, in frames
 */
export const labelFormats = ['csv', 'via', 'labelStudio', 'eaf', 'activityNet', 'assembly101'] as const;
export type LabelFormat = (typeof labelFormats)[number];

/** What a file does not say by itself. */
export interface LabelImport {
  readonly format: LabelFormat;
  readonly text: string;
  /** For formats that count frames; null: not known. */
  readonly framesPerSecond: number | null;
  /** Tier (EAF) or attribute (VIA) with the labels; null: the only one. */
  readonly tier: string | null;
  /** Which video of a file with several; null: the one that is named as the recording, or the only one. */
  readonly video: string | null;
}

export interface ExportedLabels {
  /** For a file that the person saves. */
  readonly name: string;
  readonly text: string;
}

/**
 * Why somebody should look at a stretch of the station's work:
 * - `unsure`: the network was not sure, or a judgement was near its limit
 * - `falseAlarm`: a person says that a part that did not pass was good
 * - `missed`: a person says that a part that passed was not good
 */
export const sampleKinds = ['unsure', 'falseAlarm', 'missed'] as const;
export type SampleKind = (typeof sampleKinds)[number];

export interface TeachSample {
  readonly id: string;
  readonly kind: SampleKind;
  /** ISO 8601; when it was noticed. */
  readonly at: string;
  readonly part: PartId;
  /** Time of the source. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** What the network named; null for a whole part. */
  readonly label: string | null;
  /** Of that label; null for a whole part. */
  readonly probability: number | null;
  /** Who judged the part otherwise, and what that person wrote; null for `unsure`. */
  readonly judged: { readonly by: string; readonly note: string } | null;
  /** Whether a recording shows it, so that it can be taken into the project. */
  readonly hasRecording: boolean;
}

/** What of a project has changed. */
const teachingParts = ['project', 'recordings', 'labels', 'networks', 'job', 'queue'] as const;
export type TeachingPart = (typeof teachingParts)[number];
