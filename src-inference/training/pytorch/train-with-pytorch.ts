// Fine-tunes a whole network with PyTorch: first without an operator, to measure it and to make its probabilities honest; then that
// network is taught on with everybody. What was computed stays in the folder of the job, so that a killed training goes on where
// it was.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type LabelledAction, StationError, type TeachLabel } from '../../contract/index.ts';
import { installRoot, makeFolder, writeStationFile } from '../../files/index.ts';
import { writeLabels } from '../../labels/index.ts';
import { type HeldOut, holdOut } from './held-out.ts';
import { type PyTorchProgress, runProgram } from './program.ts';

/** Share of the length: the network that is measured is what the other goes on from. */
const measureShare = 0.6;
const fileMode = 0o644;
const labelFolder = 'labels';
const measuredFolder = 'measured';
const backgroundColor = '#6b7280';
const networkFile = 'network.fp32.onnx';
/** Without anything to measure with; networks are a little too sure. */
const usualCalibration = { temperature: 1.2, offset: 0 };

export interface PyTorchTask {
  /** Of the job. */
  readonly directory: string;
  readonly name: string;
  readonly labels: readonly TeachLabel[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly recordings: readonly {
    readonly id: string;
    readonly operator: string;
    readonly video: string;
    readonly actions: readonly LabelledAction[];
  }[];
  /** `reduced`: as the demo model, for a CPU; `r50`: SlowFast R50, for a GPU. */
  readonly network: 'reduced' | 'r50';
  /** Weights to start from: an ONNX file that models/training exported, or a checkpoint; null: from nothing. */
  readonly base: string | null;
  /** Of training, measuring included. */
  readonly length: { readonly minutes: number } | { readonly steps: number };
  readonly seed: number;
  /** How much work a kill costs at most; 30 when left out. */
  readonly checkpointSeconds?: number;
}

const window = z.object({
  recording: z.string(),
  startSeconds: z.number(),
  /** Index of the label, the background first. */
  truth: z.number(),
  probabilities: z.array(z.number()),
});

type HeldOutWindow = z.infer<typeof window>;

export interface PyTorchResult {
  /** Model folder with the card and the exported network. */
  readonly folder: string;
  /** The background, then the labels: the order of the network's outputs. */
  readonly labels: readonly string[];
  readonly heldOut: HeldOut | null;
  /** What a network that was trained without the held-out recordings says of their windows. */
  readonly windows: readonly HeldOutWindow[];
}

/**
 * @param onProgress Hears steps of one of the two trainings; `fraction` is of everything.
 * @throws StationError `training_failed`, `disk_full`, `record_unwritable`; the reason of the signal.
 */
export async function trainWithPyTorch(
  task: PyTorchTask,
  onProgress: (progress: PyTorchProgress) => void,
  signal: AbortSignal,
): Promise<PyTorchResult> {
  const heldOut = holdOut(task.recordings);
  const labels = [task.background, ...task.labels.map(({ name }) => name)];
  makeFolder(join(task.directory, labelFolder));
  for (const { id, actions } of task.recordings) {
    await writeStationFile(labelPath(task, id), writeLabels(actions), fileMode);
  }
  let calibration = usualCalibration;
  let windows: readonly HeldOutWindow[] = [];
  const first = heldOut ? measureShare : 0;
  if (heldOut) {
    const part = new Training(task, measuredFolder, heldOut.train, heldOut.test, first);
    calibration = await part.run(scaled(onProgress, 0, first), signal, []);
    const text = await readFile(join(part.modelFolder, 'windows.json'), 'utf8');
    windows = z.array(window).parse(JSON.parse(text));
  }
  const everybody = task.recordings.map(({ id }) => id);
  const taughtOn = heldOut ? { ...task, base: measuredWeights(task) } : task;
  const all = new Training(taughtOn, 'final', everybody, [], 1 - first);
  const { temperature, offset } = calibration;
  await all.run(scaled(onProgress, first, 1), signal, ['--calibration', String(temperature), String(offset)]);
  return { folder: all.modelFolder, labels, heldOut, windows };
}

const answered = z.looseObject({ temperature: z.number(), offset: z.number() });

/** One network: train, then export. */
class Training {
  readonly modelFolder: string;
  private readonly task: PyTorchTask;
  private readonly folder: string;
  private readonly train: readonly string[];
  private readonly test: readonly string[];
  private readonly share: number;

  /** @param share Of the whole length. */
  constructor(
    task: PyTorchTask,
    name: string,
    train: readonly string[],
    test: readonly string[],
    share: number,
  ) {
    this.task = task;
    this.folder = join(task.directory, name);
    this.modelFolder = join(this.folder, 'model');
    this.train = train;
    this.test = test;
    this.share = share;
  }

  /** @returns What made its scores honest; of a training that was finished before, at once. */
  async run(
    onProgress: (progress: PyTorchProgress) => void,
    signal: AbortSignal,
    exportOptions: readonly string[],
  ): Promise<z.infer<typeof answered>> {
    const answerFile = join(this.folder, 'answer.json');
    const known = await readFile(answerFile, 'utf8').catch(() => null);
    if (known !== null) return answered.parse(JSON.parse(known));
    const programs = join(installRoot(), 'models/training');
    const taskFile = join(this.folder, 'task.json');
    makeFolder(this.folder);
    await writeStationFile(taskFile, this.taskText(), fileMode);
    const common = ['--task', taskFile];
    await runProgram(
      join(programs, 'train.py'),
      [...common, '--out', this.folder, ...this.schedule()],
      onProgress,
      signal,
    );
    const out = ['--run', this.folder, '--out', this.modelFolder];
    const answer = await runProgram(
      join(programs, 'export.py'),
      [...common, ...out, ...exportOptions],
      onProgress,
      signal,
    );
    if (!answer) {
      throw new StationError('training_failed', 'The network was not exported.', {
        where: this.folder,
        hint: 'Resume the training.',
      });
    }
    await writeStationFile(answerFile, JSON.stringify(answer), fileMode);
    return answered.parse(answer);
  }

  private schedule(): readonly string[] {
    const { length, seed, checkpointSeconds } = this.task;
    const until =
      'minutes' in length
        ? ['--minutes', String(length.minutes * this.share)]
        : ['--steps', String(Math.ceil(length.steps * this.share))];
    const checkpoints =
      checkpointSeconds === undefined ? [] : ['--checkpoint-seconds', String(checkpointSeconds)];
    return [...until, '--seed', String(seed), ...checkpoints];
  }

  /** models/training/task.py. */
  private taskText(): string {
    const task = this.task;
    const files = (ids: readonly string[]) =>
      task.recordings
        .filter(({ id }) => ids.includes(id))
        .map(({ id, video }) => ({ video, labels: labelPath(task, id) }));
    const background = { name: task.background, title: 'No action', color: backgroundColor };
    return JSON.stringify({
      labels: [background, ...task.labels],
      background: task.background,
      window: task.window,
      train: files(this.train),
      heldOut: files(this.test),
      network: task.network,
      base: task.base,
      cache: join(task.directory, 'frames'),
      mirror: false,
      name: task.name,
      description: `Taught with ${this.train.length} recordings.`,
      file: networkFile,
    });
  }
}

function labelPath({ directory }: PyTorchTask, id: string): string {
  return join(directory, labelFolder, `${id}.csv`);
}

/** What train.py leaves of the network that is measured. */
function measuredWeights({ directory }: PyTorchTask): string {
  return join(directory, measuredFolder, 'network.pt');
}

function scaled(
  onProgress: (progress: PyTorchProgress) => void,
  from: number,
  to: number,
): (progress: PyTorchProgress) => void {
  return ({ step, fraction }) =>
    onProgress({
      step,
      // Decoding before and exporting after take little.
      fraction: step === 'fit' ? from + (to - from) * fraction : step === 'decode' ? from : to,
    });
}
