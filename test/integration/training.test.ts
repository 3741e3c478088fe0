// A head is taught with real recordings, in its process: to the end, killed, cancelled, and with what cannot be taught with.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TeachMethod, TrainingJob } from '../../src-inference/contract/index.ts';
import { openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import type { ProjectFolder } from '../../src-inference/teaching/index.ts';
import {
  readTraining,
  resumeTraining,
  startTraining,
  type TrainingHandle,
} from '../../src-inference/training/index.ts';
import { clipsOf } from '../../src-inference/windows/index.ts';
import { makeClips } from '../clip-models.ts';
import { type ColourRecording, makeColourProject } from '../teach-recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-training-'));
let base: string;
let count = 0;
const newFolder = (): string => join(folder, `project-${count++}`);

beforeAll(() => {
  base = makeClips(join(folder, 'base'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const usual: readonly ColourRecording[] = [
  {
    operator: 'Ana',
    actions: [
      ['ruby', 2.1],
      ['leaf', 2.6],
      ['sky', 3.3],
    ],
  },
  {
    operator: 'Ben',
    actions: [
      ['leaf', 3.2],
      ['ruby', 2.3],
      ['sky', 2.45],
    ],
  },
  {
    operator: 'Ana',
    actions: [
      ['sky', 2.7],
      ['ruby', 3.05],
      ['leaf', 2.2],
    ],
  },
  {
    operator: 'Ben',
    actions: [
      ['ruby', 2.8],
      ['sky', 2.15],
      ['leaf', 3.4],
    ],
  },
];

const start = (
  project: ProjectFolder,
  onProgress: (job: TrainingJob) => void = () => undefined,
  method: TeachMethod = 'head',
) => startTraining(project, method, { base, onProgress });

/** Resolves with the training as soon as it is computing features of the recording after the first. */
function whileItLooks(project: ProjectFolder): Promise<TrainingHandle> {
  return new Promise((resolve, reject) => {
    let handle: Promise<TrainingHandle> | null = null;
    const look = (): void => {
      if (featureFiles(project).length > 0) handle?.then(resolve, reject);
    };
    handle = start(project, look);
    handle.catch(reject);
  });
}

/** A training steps back behind everything else: beside other tests it may get a tenth of a core. */
const slowTraining = 600_000;

const featureFiles = (project: ProjectFolder): readonly string[] => {
  try {
    return readdirSync(project.featuresDirectory).filter((name) => name.endsWith('.features'));
  } catch {
    return [];
  }
};

describe('a training without PyTorch', () => {
  it.each([
    'head',
    'layers',
  ] as const)('makes a network by %s that names the actions, with its report, and optimised for this machine', {
    timeout: slowTraining,
  }, async (method) => {
    const project = await makeColourProject(newFolder(), usual);
    const told: TrainingJob[] = [];
    const handle = await start(project, (job) => told.push(job), method);
    await expect(start(project)).rejects.toMatchObject({ code: 'not_possible' });
    const job = await handle.done;
    expect(job).toMatchObject({ state: 'done', network: '0001', fraction: 1, error: null });
    expect(await readTraining(project)).toEqual(job);
    expect([...new Set(told.map(({ step }) => step))]).toEqual([
      'prepare',
      'features',
      'fit',
      'measure',
      'optimize',
    ]);
    expect(told.every(({ fraction }, i) => i === 0 || fraction >= told[i - 1]!.fraction)).toBe(true);

    const [network] = await project.networks.list();
    expect(network).toMatchObject({ id: '0001', method, recordings: ['r0', 'r1', 'r2', 'r3'] });
    const report = network!.report!;
    expect(report.labels).toEqual(['no_action', 'ruby', 'leaf', 'sky']);
    expect(report.accuracy.value).toBeGreaterThan(0.85);
    expect(report.split.by).toBe('operator');
    expect(report.split.folds.map(({ test }) => [...test].sort())).toContainEqual(['r0', 'r2']);
    expect(report.advice[0]).toEqual({ kind: 'moreOperators', operators: 2 });
    expect(report.confusion.flat().reduce((sum, one) => sum + one, 0)).toBe(report.windows);

    const card = await readModelCard(await project.networks.find('0001'));
    expect(card.files.fp32.quality).toMatchObject({ windows: report.windows, confusion: report.confusion });
    expect(card.files.fp32.quality?.errors?.temperature).toBeGreaterThan(0);
    expect([card.files.int8, card.files.fp32Lowered].filter(Boolean)).toHaveLength(1);
    const classifier = await openClassifier(card);
    const named: string[] = [];
    for await (const clip of clipsOf(join(project.recordings.directory, 'r1.mp4'), card)) {
      const { probabilities } = await classifier.classify(clip);
      named.push(card.labels[probabilities.indexOf(Math.max(...probabilities))]!.name);
    }
    await classifier.close();
    const order = named.filter(
      (name, i) => name !== 'no_action' && name === named[i + 1] && name !== named[i - 1],
    );
    expect(order).toEqual(['leaf', 'ruby', 'sky']);
  });

  it('is killed, and goes on where it was: features that are there are not computed again', async () => {
    const project = await makeColourProject(newFolder(), usual);
    const handle = await whileItLooks(project);
    const { process: worker } = JSON.parse(readFileSync(join(project.trainingDirectory, 'job.json'), 'utf8'));
    process.kill(worker.pid, 'SIGKILL');
    expect(await handle.done).toMatchObject({ state: 'interrupted', network: null });
    expect(await readTraining(project)).toMatchObject({ state: 'interrupted' });
    const kept = featureFiles(project).map((name) => ({
      name,
      at: statSync(join(project.featuresDirectory, name)).mtimeMs,
    }));
    expect(kept.length).toBeGreaterThan(0);

    const resumed = await resumeTraining(project, () => undefined);
    expect(await resumed.done).toMatchObject({ state: 'done', network: '0001', id: handle.job.id });
    for (const { name, at } of kept) expect(statSync(join(project.featuresDirectory, name)).mtimeMs).toBe(at);
    expect(readdirSync(project.featuresDirectory).filter((name) => name.endsWith('.part'))).toEqual([]);
    await expect(resumeTraining(project, () => undefined)).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('is cancelled, and leaves no network', async () => {
    const project = await makeColourProject(newFolder(), usual);
    const handle = await whileItLooks(project);
    await handle.cancel();
    expect(handle.job).toMatchObject({ state: 'cancelled', error: null });
    expect(await readTraining(project)).toMatchObject({ state: 'cancelled' });
    expect(await project.networks.list()).toEqual([]);
  });

  it('refuses one recording only', async () => {
    const project = await makeColourProject(newFolder(), usual.slice(0, 1));
    await expect(start(project)).rejects.toMatchObject({ code: 'recordings_too_few' });
    expect(await readTraining(project)).toBeNull();
  });

  it('refuses an action that is there for two windows, and says which', async () => {
    const [first, second] = usual as [ColourRecording, ColourRecording];
    const rare = {
      operator: 'Ben',
      actions: [
        ['ruby', 2.3],
        ['leaf', 3.2],
        ['sky', 0.45],
      ],
    } as const;
    const plain = { ...first, actions: first.actions.slice(0, 2) };
    const project = await makeColourProject(newFolder(), [
      plain,
      rare,
      { ...second, actions: second.actions.slice(0, 2) },
    ]);
    const { done } = await start(project);
    expect(await done).toMatchObject({
      state: 'failed',
      error: { code: 'label_too_rare', where: 'sky', hint: expect.stringContaining('Record it') },
    });
  });

  it('refuses a video that is there twice', async () => {
    const project = await makeColourProject(newFolder(), usual.slice(0, 2));
    for (const type of ['.mp4', '.csv', '.json']) {
      const at = (id: string): string => join(project.recordings.directory, `${id}${type}`);
      copyFileSync(at('r0'), at('copy'));
    }
    await expect(start(project)).rejects.toMatchObject({ code: 'recording_exists' });
  });
});
