// Teaches new layers on frozen maps, from labelled recordings to a finished model folder.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingStep } from '../../contract/index.ts';
import { createRandom } from '../../evaluation/index.ts';
import { labelOf } from '../../labels/index.ts';
import { readModelCard } from '../../model/index.ts';
import { parseRecipe } from '../../recipe/index.ts';
import { ProjectFolder } from '../../teaching/index.ts';
import { stopIfAborted } from '../../windows/index.ts';
import { attachLayers } from '../convolution/attach-layers.ts';
import { batchSize } from '../convolution/batches.ts';
import { openTrainer } from '../convolution/fit-head.ts';
import { cooled } from '../convolution/head.ts';
import { holdOutFolds } from '../convolution/held-out.ts';
import { altered, loadMaps, type MapSet, outlineOf } from '../convolution/map-set.ts';
import { cutMaps, type FrozenMaps, openMaps } from '../cut/frozen-maps.ts';
import { alteredView } from '../features/altered-view.ts';
import { extractFeatures, type StoredFeatures } from '../features/extract-features.ts';
import { rowsOfRecordings } from '../head/dataset.ts';
import { foldsOf } from '../head/folds.ts';
import { writeNetwork } from '../network/write-network.ts';
import { measureOnce, splitOf } from '../report/measure-once.ts';
import type { TrainingPlan } from './job-file.ts';
import { mustBeEnough } from './must-be-enough.ts';
import { mustNotLeak } from './must-not-leak.ts';
import type { OnStep } from './on-step.ts';
import { optimize } from './optimize-network.ts';

/** How often each window is seen: of many windows less often, and of few more often, because steps are what teaches. */
const usualPasses = 24;
const windowsForUsual = 2500;
const fewestSteps = 80;
/** Altered views of each recording, where there is room for them. */
const mostAltered = 2;

/** @returns The id of the network. @throws StationError; the project is as it was then, and what was computed is kept. */
export async function teachLayers(plan: TrainingPlan, onStep: OnStep, signal: AbortSignal): Promise<string> {
  await onStep('prepare', 0);
  const project = await ProjectFolder.open(plan.directory);
  const base = await readModelCard(plan.base);
  const names = [plan.background, ...plan.labels.map(({ name }) => name)];
  const frozen = await cutMaps(base);
  const step = async (name: TrainingStep, share: number): Promise<void> => {
    stopIfAborted(signal);
    await onStep(name, share);
  };
  await step('features', 0);
  const maps = await mapsOf(plan, frozen, project.featuresDirectory, names, onStep, signal);
  mustBeEnough(maps, names);
  mustNotLeak(outlineOf(maps, frozen.size));
  const { head, measured, passes } = await fitAndMeasure(plan, frozen, maps, names, step);
  await step('optimize', 0);
  const folder = join(project.trainingDirectory, 'network.part');
  await rm(folder, { recursive: true, force: true });
  await writeNetwork({
    directory: folder,
    name: plan.name,
    description: `Taught with ${plan.recordings.length} recordings: new layers on the maps of ${base.name}.`,
    labels: plan.labels,
    background: plan.background,
    window: plan.window,
    base,
    ...attachLayers(frozen, head),
    measured,
    data: `${plan.recordings.length} recordings of the project, each held out once`,
  });
  const optimized = await optimize(folder, plan, step, signal);
  return project.networks.add(
    folder,
    {
      method: 'layers',
      madeAt: new Date().toISOString(),
      recordings: plan.recordings.map(({ id }) => id),
      base: base.name,
      body: frozen.sha256,
      passes,
      seed: plan.seed,
      optimized,
    },
    measured.report,
  );
}

async function mapsOf(
  plan: TrainingPlan,
  frozen: FrozenMaps,
  directory: string,
  names: readonly string[],
  onStep: OnStep,
  signal: AbortSignal,
): Promise<MapSet> {
  const { recordings, window, background } = plan;
  const { height, width } = frozen.card.input;
  const seconds = recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const count = altered(seconds, window.hopSeconds, frozen.size, mostAltered);
  const views = [null, ...Array.from({ length: count }, (_, at) => alteredView(at + 1, { height, width }))];
  const stored: (readonly StoredFeatures[])[] = [];
  for (const [at, view] of views.entries()) {
    stored.push(
      await extractFeatures({
        recordings,
        body: frozen,
        open: () => openMaps(frozen),
        window,
        view,
        directory,
        onProgress: (done, of) => void onStep('features', (at + done / of) / views.length),
        signal,
      }),
    );
  }
  return loadMaps(
    recordings.map(({ id, operator, actions }, i) => ({
      id,
      operator,
      views: stored.map((all) => all[i]!),
      truth: stored[0]![i]!.windows.map((span) => names.indexOf(labelOf(actions, span, background)!)),
    })),
    frozen.size,
  );
}

async function fitAndMeasure(
  plan: TrainingPlan,
  { size }: FrozenMaps,
  maps: MapSet,
  names: readonly string[],
  step: OnStep,
) {
  const folds = foldsOf(maps.recordings);
  const passes = passesFor(maps.truth.length);
  const trainer = await openTrainer(maps, size, names.length);
  // The last training is that of the network which is kept.
  const fits = folds.folds.length + 1;
  const teach = (rows: Int32Array, at: number) =>
    trainer.fit(rows, passes, plan.seed + at, (share) => step('fit', (at + share) / fits));
  try {
    const { held, temperature } = await holdOutFolds(maps, folds, teach);
    const head = await teach(rowsOfRecordings(maps.recordings), folds.folds.length);
    await step('measure', 0);
    const measured = measureOnce(held, {
      recordings: plan.recordings,
      labels: names,
      background: plan.background,
      window: plan.window,
      recipe: plan.recipe === null ? null : parseRecipe(plan.recipe, 'recipe.yaml'),
      seed: plan.seed,
      random: createRandom(plan.seed),
      split: splitOf(folds),
    });
    return { head: cooled(head, temperature), measured, passes };
  } finally {
    await trainer.release();
  }
}

function passesFor(windows: number): number {
  const few = (fewestSteps * batchSize) / windows;
  return Math.round(Math.max(few, usualPasses * Math.min(1, Math.sqrt(windowsForUsual / windows))));
}
