// The entry of the process of a training, or of its thread. It steps back behind the station, and keeps the file of its job true.
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { isMainThread, parentPort } from 'node:worker_threads';
import { type TrainingJob, type TrainingStep, toStationError } from './../contract/index.ts';
import { type JobFile, readJob, writeJob } from './job/job-file.ts';
import { plannedSteps } from './job/planned-steps.ts';
import { ProgressMeter } from './job/progress-meter.ts';
import { teachHead } from './job/teach-head.ts';
import { teachLayers } from './job/teach-layers.ts';
import type { TrainingMessage, TrainingRequest } from './job/training-messages.ts';
import { teachPyTorch } from './pytorch/teach-pytorch.ts';

/** How often the file is written at most: progress is told more often. */
const writeEveryMilliseconds = 1000;
/** For the kernel, when memory runs out: rather this process than the station (proc(5), oom_score_adj). */
const expendable = '500';

const [, , trainingDirectory] = process.argv as [string, string, string];
const stopping = new AbortController();
let isUnwanted = false;

// Of a thread, Linux takes this for the thread and for those that it starts.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
if (isMainThread) {
  try {
    writeFileSync('/proc/self/oom_score_adj', expendable);
  } catch {
    // Not on this system, or not allowed: only the order would be another.
  }
}
(parentPort ?? process).on('message', (request: TrainingRequest) => {
  if (request === 'begin') void work();
  else {
    isUnwanted = true;
    stopping.abort();
  }
});
// Without an engine nobody could stop it. What was computed is kept.
process.on('disconnect', () => stopping.abort());
process.on('SIGTERM', () => stopping.abort());
// Control-C in a terminal reaches the whole process group. The engine decides.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);

async function work(): Promise<void> {
  const file = (await readJob(trainingDirectory))!;
  // Its programs inherit this, and take every core for as long as the training lasts.
  if (file.job.method === 'pytorch') setPriority(constants.priority.PRIORITY_LOW);
  const begun = performance.now();
  const now = (): number => (performance.now() - begun) / 1000;
  const meter = new ProgressMeter(plannedSteps(file.job.method, file.plan));
  let current: JobFile = file;
  let written = begun;
  const tell = async (change: Partial<TrainingJob>, isLast: boolean): Promise<void> => {
    current = { ...current, job: { ...current.job, ...change }, ...(isLast && { process: null }) };
    if (isLast || performance.now() - written >= writeEveryMilliseconds) {
      written = performance.now();
      await writeJob(trainingDirectory, current).catch((thrown: unknown) => {
        // The end must be known; a moment on the way need not be.
        if (isLast) console.error(thrown);
      });
    }
    const message: TrainingMessage = { job: current.job };
    if (parentPort) parentPort.postMessage(message);
    else if (process.connected) process.send?.(message);
  };
  const onStep = async (step: TrainingStep, share: number): Promise<void> => {
    await tell(meter.at(step, Math.min(1, share), now()), false);
    // Only between two turns of the loop it hears that it should stop.
    await setImmediate();
  };
  try {
    const { id, method } = file.job;
    const network =
      method === 'pytorch'
        ? await teachPyTorch(file.plan, id, onStep, stopping.signal)
        : await (method === 'head' ? teachHead : teachLayers)(file.plan, onStep, stopping.signal);
    await tell({ state: 'done', network, fraction: 1, secondsLeft: 0 }, true);
  } catch (thrown) {
    const error = toStationError(thrown);
    const state = error.code !== 'aborted' ? 'failed' : isUnwanted ? 'cancelled' : 'interrupted';
    await tell({ state, secondsLeft: null, error: state === 'failed' ? error.toJSON() : null }, true);
  }
  process.exit();
}
