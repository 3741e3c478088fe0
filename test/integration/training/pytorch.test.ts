// Tunes a network with a real PyTorch on a few seconds of plain colours: from the demo's weights to a model folder that a station
// can open, cancelled and killed on the way. Skipped where PyTorch is missing.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClassifier, readModelCard } from '../../../src-inference/model/index.ts';
import type { ProjectFolder } from '../../../src-inference/teaching/index.ts';
import { findPyTorch, python } from '../../../src-inference/training/pytorch/installation.ts';
import type { PyTorchProgress } from '../../../src-inference/training/pytorch/program.ts';
import {
  type PyTorchTask,
  trainWithPyTorch,
} from '../../../src-inference/training/pytorch/train-with-pytorch.ts';
import { makeColourProject } from '../../teach-recordings.ts';

const { installed } = await findPyTorch();
if (!installed) {
  process.stderr.write(
    'SKIPPED: training with PyTorch is not tested, for it is not installed (on Debian: apt-get install python3-torch python3-onnx)\n',
  );
}

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-training-'));
afterAll(() => rmSync(folder, { recursive: true }));

const base = resolve(import.meta.dirname, '../../../models/demo/slowfast-demo.fp32.onnx');
const never = new AbortController().signal;
let project: ProjectFolder;

async function taskIn(name: string, more: Partial<PyTorchTask> = {}): Promise<PyTorchTask> {
  const { labels, background, window } = await project.read();
  return {
    directory: join(folder, name),
    name: 'tiny',
    ...{ labels, background, window, base },
    recordings: await project.recordings.confirmed(),
    network: 'reduced',
    length: { steps: 5 },
    seed: 1,
    checkpointSeconds: 0,
    ...more,
  };
}

/** Of all processes below one, from proc(5). */
function below(pid: number): readonly number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...below(child)]);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const isPython = (pid: number): boolean => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('train.py');

/** Processes end a moment after the one that began them. */
const mustBeGone = (pids: readonly number[]) =>
  expect.poll(() => pids.filter(isAlive), { timeout: 60_000 }).toEqual([]);

describe.skipIf(!installed)('training with PyTorch', () => {
  beforeAll(async () => {
    project = await makeColourProject(
      join(folder, 'colours'),
      ['Ana', 'Ben'].map((operator) => ({ operator, actions: [['ruby', 1.5]] })),
      ['ruby'],
    );
  });

  it('makes a network, measured with another person, although it is cancelled and killed on the way', async () => {
    const task = await taskIn('whole');
    const cancelling = new AbortController();
    let reached = 1;
    const cancelled = trainWithPyTorch(
      task,
      ({ step, fraction }) => {
        if (step !== 'fit' || fraction === 0) return;
        reached = fraction;
        cancelling.abort(new Error('cancelled'));
      },
      cancelling.signal,
    );
    await expect(cancelled).rejects.toThrow('cancelled');

    // It is killed while it goes on with everybody, after it was measured.
    let killed: readonly number[] = [];
    const told: PyTorchProgress[] = [];
    const interrupted = trainWithPyTorch(
      task,
      (progress) => {
        told.push(progress);
        const isMeasured = told.some(({ step }) => step === 'export');
        if (!isMeasured || progress.step !== 'fit' || killed.length > 0) return;
        killed = below(process.pid).filter(isPython);
        process.kill(killed[0]!, 'SIGKILL');
      },
      never,
    );
    await expect(interrupted).rejects.toMatchObject({ code: 'training_failed' });
    await mustBeGone(killed);
    // The cancelled training had been continued.
    expect(told.find(({ step }) => step === 'fit')?.fraction).toBeGreaterThan(reached);

    const again: PyTorchProgress[] = [];
    const result = await trainWithPyTorch(task, (progress) => again.push(progress), never);
    const fits = again.filter(({ step }) => step === 'fit').map(({ fraction }) => fraction);
    expect(fits[0]).toBeGreaterThan(told.at(-1)!.fraction);
    expect(fits).toEqual(fits.toSorted((a, b) => a - b));

    expect(result.heldOut).toEqual({ by: 'operator', train: ['r1'], test: ['r0'] });
    expect(result.labels).toEqual(['no_action', 'ruby']);
    expect(result.windows.length).toBeGreaterThan(8);
    for (const { recording, probabilities } of result.windows) {
      expect(recording).toBe('r0');
      expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 2);
    }
    const card = await readModelCard(result.folder);
    expect(card.labels.map(({ name }) => name)).toEqual(result.labels);
    const classifier = await openClassifier(card);
    await classifier.close();
  }, 300_000);

  it('ends with the process that began it', async () => {
    // The task file of the training above, for more steps than the test waits for.
    const program = resolve(import.meta.dirname, '../../../models/training/train.py');
    const words = [program, '--task', join(folder, 'whole/final/task.json'), '--out', join(folder, 'orphan')];
    const parent = spawn('sh', ['-c', '"$@" & wait', 'sh', python, ...words, '--steps', '100000', '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: parent.stdout })) {
      if (line.includes('"fit"')) break;
    }
    const programs = below(parent.pid!);
    expect(programs.length).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    await mustBeGone(programs);
  });

  it('says which weights do not fit', async () => {
    const other = join(folder, 'other.onnx');
    writeFileSync(other, readFileSync(base).subarray(0, 1000));
    await expect(
      trainWithPyTorch(await taskIn('other', { base: other }), () => undefined, never),
    ).rejects.toMatchObject({ code: 'training_failed', message: expect.stringContaining(other) });
  });

  it('says which labels cannot be used', async () => {
    const task = await taskIn('labels');
    const [first, second] = task.recordings;
    const recordings = [first!, { ...second!, actions: [{ startSeconds: 1, endSeconds: 2, label: 'sing' }] }];
    await expect(trainWithPyTorch({ ...task, recordings }, () => undefined, never)).rejects.toMatchObject({
      code: 'training_failed',
      message: expect.stringContaining('r1.csv'),
    });
  });
});
