// Earlier parts, as the journals have them.

import type { EngineEvent } from './events.ts';
import type { PartEvidence } from './evidence.ts';
import type { JudgedStep, StepStatus, Verdict } from './sequence.ts';
import type { FinishedPart } from './snapshot.ts';
import type { PartId } from './states.ts';
import type { PartDeletion } from './storage.ts';

/** A part must meet every condition that is not null, and that is not left out. An empty name: parts without one. */
export interface PartFilter {
  /** Local dates, `2026-11-24`, both included; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** `aborted`: parts without a verdict. */
  readonly verdict: Verdict | 'aborted' | null;
  /** Name of the recipe. */
  readonly recipe: string | null;
  /** Label of a step that was not ok. */
  readonly step: string | null;
  /** What was wrong with a step; with `step`, with that one. */
  readonly status?: StepStatus | null;
  /** At least one step was not ok. */
  readonly faulty?: boolean | null;
  readonly operator?: string | null;
  readonly model?: string | null;
  /** Local hour in which the part began, 0 to 23. */
  readonly hour?: number | null;
  /** Name of a shift in the calendar of the settings; the days are then those on which it begins. */
  readonly shift?: string | null;
  /** Seconds that the part, which has a verdict, took longer than; with `slowStep`, that the step of this label did. */
  readonly slowerThan?: number | null;
  readonly slowStep?: string | null;
  /** What a person said of the verdict. */
  readonly judgedOtherwise?: 'falseAlarm' | 'missed' | null;
  /** It failed, and nobody has acknowledged it or replaced its verdict. */
  readonly unacknowledged?: boolean | null;
  /** A person keeps it for good. */
  readonly kept?: boolean | null;
  /** There is evidence of it that nobody has seen. */
  readonly unseen?: boolean | null;
  /** Serial number. */
  readonly serial: string | null;
  /** Only parts that are older than this one: for the next page. */
  readonly before: PartId | null;
  /** 1 to 500. */
  readonly limit: number;
}

/** A filter without its page. */
export type PartConditions = Omit<PartFilter, 'before' | 'limit'>;

/** Every part that fits, without conditions. */
export const allParts: PartConditions = {
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
};

/** Of an export: for spreadsheets (`csv`, `xlsx`), for programs (`jsonl`: one JSON object for each part). */
export const exportFormats = ['csv', 'xlsx', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface PartSummary extends Omit<FinishedPart, 'steps' | 'filmed'> {
  /** Name and title of the recipe; null without one. */
  readonly recipe: string | null;
  readonly model: string;
  readonly source: string;
  /** Steps of the recipe. */
  readonly recipeSteps: number;
  /** Steps of it that were done, right or not. */
  readonly doneSteps: number;
  /** Steps that were not ok, in order. */
  readonly problems: readonly {
    readonly index: number | null;
    readonly label: string;
    readonly status: StepStatus;
  }[];
  /** The recording that shows the part; null when there is none, or none any more. */
  readonly recording: PartRecording | null;
  /** What was kept of it because it is not a pass; null when nothing was, or nothing is there any more. */
  readonly evidence: PartEvidence | null;
  /** A person keeps its recording and its evidence for good. */
  readonly kept: boolean;
  /** What was deleted of it, each kind at most once. */
  readonly deleted: readonly PartDeletion[];
}

export interface PartRecording {
  /** Path below the folder of recordings; the shell serves it under `/recordings/`. */
  readonly name: string;
  /** Time of the source at the start of the file: a step at `t` is at `t - fromSeconds` of the video. */
  readonly fromSeconds: number;
}

export interface PartPage {
  /** Newest first. */
  readonly parts: readonly PartSummary[];
  /** Whether older parts meet the filter, too. */
  readonly more: boolean;
  /** How much of the index of the history is built, 0 to 1: parts are missing until then; null: all of it. */
  readonly building: number | null;
}

export interface PartRecord {
  readonly summary: PartSummary;
  /** Time of the source at the start of the part. */
  readonly startSeconds: number;
  readonly steps: readonly JudgedStep[];
  /** What the network named, one entry for each window. */
  readonly windows: readonly {
    readonly startSeconds: number;
    readonly endSeconds: number;
    readonly label: string;
    readonly probability: number;
  }[];
  readonly log: readonly LogEntry[];
}

/** An event of the log that people read. */
export interface LogEntry {
  /** `logKey` of the event. */
  readonly key: string;
  /** ISO 8601. */
  readonly at: string;
  readonly event: EngineEvent;
}

export interface LogPage {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  readonly more: boolean;
}

/** Names an entry of the log. An event that a screen heard has the same key as its line in the journal. */
export function logKey({ at, sequence }: { readonly at: string; readonly sequence: number }): string {
  return `${at}/${sequence}`;
}

const loggedTypes: ReadonlySet<EngineEvent['type']> = new Set([
  'runStarted',
  'sourceState',
  'sourceGone',
  'partStarted',
  'partJoined',
  'partEndUndone',
  'partResumed',
  'workInterrupted',
  'workResumed',
  'stepJudged',
  'partEnded',
  'partAborted',
  'partAcknowledged',
  'partOverridden',
  'nextPartIdentified',
  'partIdentified',
  'identityRefused',
  'operatorChanged',
  'outputState',
  'linkState',
  'hopState',
  'pictureChanged',
  'pictureTaken',
  'windowsDropped',
  'streamDisturbed',
  'streamRecovered',
  'sourceSizeChanged',
  'hardwareFailed',
  'runEnded',
  'runAborted',
  'recipeState',
  'modelState',
  'errorsEstimated',
  'shiftStarted',
  'settingsRefused',
  'journalDamaged',
  'clockChanged',
  'indexState',
  'partJudgedOtherwise',
  'evidenceKept',
  'evidenceState',
  'partKept',
  'filesDeleted',
  'storageState',
  'recordState',
  'recordReplaced',
]);

/** Whether the log shows the event. Previews are left out, because every screen that opens attaches one. */
export function isLogged(event: EngineEvent): boolean {
  return loggedTypes.has(event.type) && !(event.type === 'outputState' && event.kind === 'preview');
}
