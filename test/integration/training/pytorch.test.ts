// Trains a tiny network with a real PyTorch from rendered recordings: from the demo's weights to a model folder that a station
// can open; a training that was stopped goes on. Skipped where PyTorch is missing.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, actionTitles } from '../../../models/training/line/controller/actions.ts';
import { renderVideo } from '../../../models/training/line/video.ts';
import type { LabelledAction } from '../../../src-inference/contract/index.ts';
import { parseLabels } from '../../../src-inference/labels/index.ts';
import { openClassifier, readModelCard } from '../../../src-inference/model/index.ts';
import { findPyTorch } from '../../../src-inference/training/pytorch/installation.ts';
import type { PyTorchProgress } from '../../../src-inference/training/pytorch/program.ts';
import {
  type PyTorchTask,
  trainWithPyTorch,
} from '../../../src-inference/training/pytorch/train-with-pytorch.ts';

const { installed } = await findPyTorch();
if (!installed) {
  process.stderr.write(
    'SKIPPED: training with PyTorch is not tested, for it is not installed (on Debian: apt-get install python3-torch python3-onnx)\n',
  );
}

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-training-'));
afterAll(() => rmSync(folder, { recursive: true }));

const base = resolve(import.meta.dirname, '../../../models/demo/slowfast-demo.fp32.onnx');
const task = (name: string, more: Partial<PyTorchTask> = {}): PyTorchTask => ({
  directory: join(folder, name),
  name: 'tiny',
  labels: actions.map((action) => ({ name: action, ...actionTitles[action] })),
  background: 'no_action',
  window: { seconds: 1, hopSeconds: 0.25 },
  recordings: ['Ana', 'Ben'].map((operator, i) => ({
    id: `r${i}`,
    operator,
    video: join(folder, `r${i}.mp4`),
    actions: actionsOf(join(folder, `r${i}.csv`)),
  })),
  network: 'reduced',
  base,
  length: { steps: 4 },
  ...more,
});
const never = new AbortController().signal;

function actionsOf(path: string): readonly LabelledAction[] {
  return existsSync(path) ? parseLabels(readFileSync(path, 'utf8'), path, actions) : [];
}

describe.skipIf(!installed)('training with PyTorch', () => {
  beforeAll(async () => {
    for (const i of [0, 1]) {
      await renderVideo({
        ...{ line: 'controller', split: 'train', kind: 'good', seed: `${i}`, operator: i },
        path: join(folder, `r${i}`),
        height: 96,
        seconds: 6,
        note: { operator: `${i}` },
      });
    }
  });

  it('makes a model folder whose network answers, measured with the recordings of another person', async () => {
    const told: PyTorchProgress[] = [];
    const result = await trainWithPyTorch(task('whole'), (progress) => told.push(progress), never);
    expect(result.heldOut).toEqual({ by: 'operator', train: ['r1'], test: ['r0'] });
    expect(result.labels).toEqual(['no_action', ...actions]);
    expect(result.windows).toHaveLength(21);
    for (const { recording, probabilities } of result.windows) {
      expect(recording).toBe('r0');
      expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 2);
    }
    const fractions = told.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    const card = await readModelCard(result.folder);
    expect(card.labels.map(({ name }) => name)).toEqual(result.labels);
    const classifier = await openClassifier(card);
    await classifier.close();
  });

  it('goes on after it was stopped, and does not train again what was finished', async () => {
    const stop = new AbortController();
    const stopped = trainWithPyTorch(
      task('stopped'),
      ({ step, fraction }) => step === 'fit' && fraction > 0 && stop.abort(new Error('stopped')),
      stop.signal,
    );
    await expect(stopped).rejects.toThrow('stopped');
    await trainWithPyTorch(task('stopped'), () => undefined, never);
    const steps: string[] = [];
    await trainWithPyTorch(task('stopped'), ({ step }) => steps.push(step), never);
    expect(steps).not.toContain('fit');
  });

  it('says which weights do not fit', async () => {
    const other = join(folder, 'other.onnx');
    writeFileSync(other, readFileSync(base).subarray(0, 1000));
    await expect(
      trainWithPyTorch(task('other', { base: other }), () => undefined, never),
    ).rejects.toMatchObject({ code: 'training_failed', message: expect.stringContaining(other) });
  });

  it('says which labels cannot be used', async () => {
    const [first, second] = task('labels').recordings;
    const recordings = [first!, { ...second!, actions: [{ startSeconds: 1, endSeconds: 2, label: 'sing' }] }];
    await expect(
      trainWithPyTorch(task('labels', { recordings }), () => undefined, never),
    ).rejects.toMatchObject({ code: 'training_failed', message: expect.stringContaining('r1.csv') });
  });
});
