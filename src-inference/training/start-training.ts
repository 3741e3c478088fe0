// Begins, resumes and stops the training of a project: a process of its own, so that neither its memory nor its end is the
// engine's.
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { StationError, type TeachMethod, type TrainingJob } from '../contract/index.ts';
import { identityOf, installRoot } from '../files/index.ts';
import type { ConfirmedRecording, ProjectFolder } from '../teaching/index.ts';
import { type JobFile, readJob, writeJob } from './job/job-file.ts';
import { mustBeSeveral } from './job/must-be-enough.ts';
import { startTrainingProcess } from './job/training-process-port.ts';
import { findPyTorch } from './pytorch/installation.ts';

export interface TrainingHandle {
  /** As it is now. */
  readonly job: TrainingJob;
  /** Resolves when the process is gone; never rejects. */
  readonly done: Promise<TrainingJob>;
  /** Resolves when the process is gone: what was computed is kept. */
  cancel(): Promise<void>;
}

export interface TrainingOptions {
  /** Folder of the model that is taught on; null: the demo model. */
  readonly base: string | null;
  /** The same recordings and the same seed give the same network. */
  readonly seed?: number;
  readonly onProgress: (job: TrainingJob) => void;
}

/** How long a process that was asked to stop may take: the optimizer looks up between two clips. */
const patienceMilliseconds = 20_000;

/** Of the present or last training; null: there was none. @throws StationError `project_invalid`. */
export async function readTraining(project: ProjectFolder): Promise<TrainingJob | null> {
  return (await readJob(project.trainingDirectory))?.job ?? null;
}

/**
 * @throws StationError `not_possible` while another training runs, `recordings_too_few`, `recording_exists` for a video that is
 *   there twice, `pytorch_missing`, `labels_invalid`, `model_not_found`. Whatever goes wrong later is the `error` of the job.
 */
export async function startTraining(
  project: ProjectFolder,
  method: TeachMethod,
  options: TrainingOptions,
): Promise<TrainingHandle> {
  mustBeIdle(await readJob(project.trainingDirectory));
  if (method === 'pytorch') await mustHavePyTorch();
  const { name, labels, background, window } = await project.read();
  const recordings = await project.recordings.confirmed();
  mustBeSeveral(recordings.length);
  mustBeDifferent(recordings);
  const job: TrainingJob = {
    id: randomUUID(),
    method,
    state: 'running',
    step: 'prepare',
    fraction: 0,
    secondsLeft: null,
    startedAt: new Date().toISOString(),
    network: null,
    error: null,
  };
  const plan = {
    directory: project.directory,
    name,
    labels,
    background,
    window,
    recordings,
    recipe: await project.readRecipeText(),
    base: resolve(options.base ?? join(installRoot(), 'models/demo')),
    seed: options.seed ?? 1,
  };
  return run(project.trainingDirectory, { version: 1, job, plan, process: null }, options.onProgress);
}

/**
 * Goes on with what the last training was told to do.
 *
 * @throws StationError `not_possible` when there is none that was cancelled, interrupted or failed.
 */
export async function resumeTraining(
  project: ProjectFolder,
  onProgress: TrainingOptions['onProgress'],
): Promise<TrainingHandle> {
  const file = await readJob(project.trainingDirectory);
  mustBeIdle(file);
  if (!file || file.job.state === 'done') {
    throw new StationError('not_possible', 'There is no training to go on with.', {
      where: project.directory,
      hint: 'Begin one.',
    });
  }
  const job: TrainingJob = { ...file.job, state: 'running', secondsLeft: null, error: null };
  // The project may have been moved meanwhile.
  const recordings = await Promise.all(
    file.plan.recordings.map(async (recording) => ({
      ...recording,
      video: (await project.recordings.find(recording.id)).video,
    })),
  );
  const plan = { ...file.plan, directory: project.directory, recordings };
  return run(project.trainingDirectory, { version: 1, job, plan, process: null }, onProgress);
}

async function run(
  trainingDirectory: string,
  begun: JobFile,
  onProgress: TrainingOptions['onProgress'],
): Promise<TrainingHandle> {
  let current = begun.job;
  let settle: (job: TrainingJob) => void;
  const done = new Promise<TrainingJob>((resolved) => {
    settle = resolved;
  });
  const child = startTrainingProcess(trainingDirectory, {
    onMessage({ job }) {
      current = job;
      onProgress(job);
    },
    async onEnd({ code, wasKilled, complaint }) {
      if (current.state === 'running') {
        // It could not say anything: it was killed, or it never began.
        current = {
          ...current,
          state: wasKilled ? 'interrupted' : 'failed',
          secondsLeft: null,
          error: wasKilled ? null : lost(code, complaint).toJSON(),
        };
        await writeJob(trainingDirectory, { ...begun, job: current }).catch(() => undefined);
        onProgress(current);
      }
      settle(current);
    },
  });
  try {
    const identity = child.pid === undefined ? null : await identityOf(child.pid);
    await writeJob(trainingDirectory, { ...begun, process: identity });
  } catch (thrown) {
    child.kill();
    throw thrown;
  }
  child.tell('begin');
  return {
    get job() {
      return current;
    },
    done,
    async cancel() {
      child.tell('stop');
      const impatient = setTimeout(() => child.kill(), patienceMilliseconds);
      await done;
      clearTimeout(impatient);
    },
  };
}

function mustBeIdle(file: JobFile | null): void {
  if (file?.job.state !== 'running') return;
  throw new StationError('not_possible', 'A training is running already.', {
    where: file.plan.directory,
    hint: 'Wait for its end, or cancel it.',
  });
}

function mustBeDifferent(recordings: readonly ConfirmedRecording[]): void {
  const known = new Map<string, string>();
  for (const { id, sha256 } of recordings) {
    const other = known.get(sha256);
    if (other !== undefined) {
      throw new StationError(
        'recording_exists',
        `The recordings "${other}" and "${id}" are the same video.`,
        {
          where: id,
          hint: 'Remove one of them: a network that is measured on what it was taught with looks better than it is.',
        },
      );
    }
    known.set(sha256, id);
  }
}

async function mustHavePyTorch(): Promise<void> {
  const { installed, installMegabytes, installCommand } = await findPyTorch();
  if (installed) return;
  const size = installMegabytes === null ? '' : ` It takes ${installMegabytes} MB.`;
  throw new StationError('pytorch_missing', `PyTorch is not installed.${size}`, {
    hint: `Install it with "${installCommand}", or train the last layer only.`,
  });
}

function lost(code: number | null, complaint: string): StationError {
  return new StationError('training_failed', `The process of the training ended (exit code ${code}).`, {
    hint: complaint.trim().split('\n').at(-1) || 'It may need more memory than there is. Resume it.',
  });
}
