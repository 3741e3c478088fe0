// Recordings of people who did a task, for measuring what is learnt from them: label files, or annotated assemblies.
import { basename, dirname } from 'node:path';
import { parseLabels } from '../labels/index.ts';
import { parseAnnotations } from './annotated-sequence.ts';

export interface RecordedAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The label of the step that this action undoes; null for a step. */
  readonly undoes: string | null;
  readonly isRight: boolean;
}

/** By time. */
export type Recording = readonly RecordedAction[];

export interface Task {
  readonly name: string;
  readonly recordings: readonly Recording[];
}

/** With fewer recordings a folder is no task: the others would not show an order. */
const fewestRecordings = 4;

/**
 * Puts files together to tasks: the label files (`start,end,label`) of one folder, and the annotated assemblies of one family.
 * A recording without any action is left out.
 *
 * @param files `path` is relative to the folder that was named.
 * @throws StationError `labels_invalid` or `usage`, with the line of what is neither.
 */
export function tasksOf(files: readonly { readonly path: string; readonly text: string }[]): readonly Task[] {
  const tasks = new Map<string, Recording[]>();
  for (const { path, text } of files) {
    const { task, recording } = readRecording(path, text);
    if (recording.length === 0) continue;
    const known = tasks.get(task);
    if (known === undefined) tasks.set(task, [recording]);
    else known.push(recording);
  }
  return [...tasks]
    .map(([name, recordings]) => ({ name, recordings }))
    .filter(({ recordings }) => recordings.length >= fewestRecordings);
}

function readRecording(path: string, text: string): { task: string; recording: Recording } {
  if (text.startsWith('start,end,label')) {
    const actions = parseLabels(text, path, null);
    return {
      task: dirname(path),
      recording: actions.map((one) => ({ ...one, undoes: null, isRight: true })),
    };
  }
  const { family, actions } = parseAnnotations(text, basename(path));
  return {
    task: family,
    recording: actions.map(({ isMistake, ...one }) => ({ ...one, isRight: !isMistake })),
  };
}
