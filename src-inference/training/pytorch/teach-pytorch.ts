// Teaches a whole network with PyTorch, from labelled recordings to a finished model folder.
import { cp, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { TrainingStep } from '../../contract/index.ts';
import { writeQuality } from '../../evaluation/index.ts';
import { readModelCard, updateCard } from '../../model/index.ts';
import { parseRecipe } from '../../recipe/index.ts';
import { ProjectFolder } from '../../teaching/index.ts';
import type { TrainingPlan } from '../job/job-file.ts';
import type { OnStep } from '../job/on-step.ts';
import { optimize } from '../job/optimize-network.ts';
import { findPyTorch } from './installation.ts';
import { measuredByPyTorch } from './measured.ts';
import { type PyTorchTask, trainWithPyTorch } from './train-with-pytorch.ts';
import { tuningSteps } from './tuning-length.ts';

/** Of the full network, measuring included; a processor is too slow for it. */
const fullNetworkMinutes = { cpu: 40, gpu: 10 } as const;
/** Files of weights; everything else is a model folder. */
const checkpointTypes = ['.pt', '.pth', '.pyth'];

/**
 * @param jobId What was computed for it before is taken up.
 * @returns The id of the network.
 * @throws StationError; the project is as it was then, and what was computed is kept.
 */
export async function teachPyTorch(
  plan: TrainingPlan,
  jobId: string,
  onStep: OnStep,
  signal: AbortSignal,
): Promise<string> {
  await onStep('prepare', 0);
  const project = await ProjectFolder.open(plan.directory);
  const recipe = plan.recipe === null ? null : parseRecipe(plan.recipe, project.recipePath);
  const { gpu } = await findPyTorch();
  const { window, background, recordings, seed } = plan;
  const { base, network } = await weightsOf(plan.base);
  const task: PyTorchTask = {
    base,
    network,
    directory: join(project.trainingDirectory, jobId),
    name: plan.name,
    labels: plan.labels,
    background,
    window,
    recordings,
    length:
      network === 'r50'
        ? { minutes: gpu ? fullNetworkMinutes.gpu : fullNetworkMinutes.cpu }
        : { steps: tuningSteps(secondsOf(recordings), window.hopSeconds) },
    seed,
  };
  const result = await trainWithPyTorch(
    task,
    ({ step, fraction }) => void onStep(step === 'decode' ? 'prepare' : 'fit', fraction),
    signal,
  );
  await onStep('measure', 0);
  const measured =
    result.heldOut && measuredByPyTorch(result, { recordings, background, window, recipe, seed });
  const folder = join(project.trainingDirectory, 'network.part');
  await rm(folder, { recursive: true, force: true });
  await cp(result.folder, folder, { recursive: true });
  if (measured) {
    const data = `recordings that were held out: ${result.heldOut.test.join(', ')}`;
    const file = { precision: 'fp32', target: null } as const;
    await updateCard(folder, (document) =>
      writeQuality(document, file, { ...measured.quality, errors: measured.errors }, data),
    );
  }
  const step = (name: TrainingStep, share: number): Promise<void> => onStep(name, share);
  const optimized = await optimize(folder, plan, step, signal);
  const id = await project.networks.add(
    folder,
    {
      method: 'pytorch',
      madeAt: new Date().toISOString(),
      recordings: recordings.map((recording) => recording.id),
      base: plan.base,
      network,
      seed,
      optimized,
    },
    measured?.report ?? null,
  );
  await rm(task.directory, { recursive: true, force: true });
  return id;
}

function secondsOf(recordings: TrainingPlan['recordings']): number {
  return recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
}

/** A checkpoint is one of PyTorchVideo's SlowFast R50; the network of a model folder is of the kind of the demo network. */
export async function weightsOf(base: string): Promise<Pick<PyTorchTask, 'base' | 'network'>> {
  if (checkpointTypes.includes(extname(base))) return { base, network: 'r50' };
  const card = await readModelCard(base);
  return { base: card.files.fp32.path, network: 'reduced' };
}
