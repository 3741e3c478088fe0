// `training/job.json`: the present or last training of a project. It tells what to do, so that a training that was killed can go
// on, and how far it is.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError, type TeachLabel, type TrainingJob } from '../../contract/index.ts';
import { isRunning, makeFolder, type ProcessIdentity, writeStationFile } from '../../files/index.ts';
import type { ConfirmedRecording } from '../../teaching/index.ts';

/** What is to be done. It is fixed when the training begins: labels that change meanwhile belong to the next one. */
export interface TrainingPlan {
  /** The project, absolute. */
  readonly directory: string;
  readonly name: string;
  readonly labels: readonly TeachLabel[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly recordings: readonly ConfirmedRecording[];
  /** Text of the recipe; null: none. */
  readonly recipe: string | null;
  /** Folder of the model that is taught on, absolute. */
  readonly base: string;
  readonly seed: number;
}

export interface JobFile {
  readonly version: 1;
  readonly job: TrainingJob;
  readonly plan: TrainingPlan;
  /** Who works on it; null: nobody. */
  readonly process: ProcessIdentity | null;
}

const fileMode = 0o644;

function jobPath(trainingDirectory: string): string {
  return join(trainingDirectory, 'job.json');
}

/** @throws StationError `record_unwritable`. */
export function writeJob(trainingDirectory: string, file: JobFile): Promise<void> {
  makeFolder(trainingDirectory);
  return writeStationFile(jobPath(trainingDirectory), `${JSON.stringify(file, null, 1)}\n`, fileMode);
}

/** Null: there was none. A training whose process is gone is `interrupted`. @throws StationError `project_invalid`. */
export async function readJob(trainingDirectory: string): Promise<JobFile | null> {
  const path = jobPath(trainingDirectory);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const file = parsed(text);
  if (file?.version !== 1) {
    throw new StationError('project_invalid', 'What is known of the last training cannot be understood.', {
      where: path,
      hint: 'Remove the file, then train again: features that were computed are kept.',
    });
  }
  const isLost = file.job.state === 'running' && (file.process === null || !(await isRunning(file.process)));
  if (!isLost) return file;
  return { ...file, process: null, job: { ...file.job, state: 'interrupted', secondsLeft: null } };
}

function parsed(text: string): JobFile | null {
  try {
    return JSON.parse(text) as JobFile | null;
  } catch {
    return null;
  }
}
