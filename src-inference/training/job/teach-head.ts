// Teaches the last layer of a network, from labelled recordings to a finished model folder.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingStep } from '../../contract/index.ts';
import { createRandom } from '../../evaluation/index.ts';
import { labelOf } from '../../labels/index.ts';
import { readModelCard } from '../../model/index.ts';
import { parseRecipe } from '../../recipe/index.ts';
import { ProjectFolder } from '../../teaching/index.ts';
import { stopIfAborted } from '../../windows/index.ts';
import { attachHead } from '../cut/attach-head.ts';
import { cutNetwork, openBody } from '../cut/frozen-body.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { chooseSettings } from '../head/choose-settings.ts';
import { type Dataset, makeDataset } from '../head/dataset.ts';
import { fitFinalHead } from '../head/final-head.ts';
import { foldsOf } from '../head/folds.ts';
import { matrixOf } from '../head/matrix.ts';
import { openProducts, type Products } from '../head/products.ts';
import { writeNetwork } from '../network/write-network.ts';
import { makeReport } from '../report/make-report.ts';
import type { Measured } from '../report/measure-once.ts';
import type { TrainingPlan } from './job-file.ts';
import { mustBeEnough } from './must-be-enough.ts';
import { mustNotLeak } from './must-not-leak.ts';
import type { OnStep } from './on-step.ts';
import { optimize } from './optimize-network.ts';

/** Rows of features take most of the memory: so many of the demo network take 600 MB. */
const mostWindows = 24_000;
/** @returns The id of the network. @throws StationError; the project is as it was then, and what was computed is kept. */
export async function teachHead(plan: TrainingPlan, onStep: OnStep, signal: AbortSignal): Promise<string> {
  await onStep('prepare', 0);
  const project = await ProjectFolder.open(plan.directory);
  const base = await readModelCard(plan.base);
  const recipe = plan.recipe === null ? null : parseRecipe(plan.recipe, project.recipePath);
  const names = [plan.background, ...plan.labels.map(({ name }) => name)];
  const body = await cutNetwork(base);
  await onStep('features', 0);
  const stored = await extractFeatures({
    recordings: plan.recordings,
    body,
    open: () => openBody(body),
    window: plan.window,
    view: null,
    directory: project.featuresDirectory,
    onProgress: (done, of) => void onStep('features', done / of),
    signal,
  });
  await onStep('fit', 0);
  const dataset = await makeDataset(
    plan.recordings.map(({ id, operator, actions }, i) => {
      const { windows, load } = stored[i]!;
      const truth = windows.map((window) => names.indexOf(labelOf(actions, window, plan.background)!));
      return { id, operator, windows, truth, load: async () => matrixOf(await load()) };
    }),
    body.groups,
    names.length,
    mostWindows,
  );
  mustBeEnough(dataset, names);
  mustNotLeak(dataset);
  const step = async (name: TrainingStep, share: number): Promise<void> => {
    stopIfAborted(signal);
    await onStep(name, share);
  };
  const products = await openProducts();
  try {
    const { classifier, measured, settings } = await fitAndMeasure(
      { dataset, products, plan, names, recipe },
      step,
    );
    await step('optimize', 0);
    const folder = join(project.trainingDirectory, 'network.part');
    await rm(folder, { recursive: true, force: true });
    const { network, output } = attachHead(body, classifier);
    await writeNetwork({
      directory: folder,
      name: plan.name,
      description: `Taught with ${plan.recordings.length} recordings: a new last layer on the features of ${base.name}.`,
      labels: plan.labels,
      background: plan.background,
      window: plan.window,
      base,
      network,
      output,
      measured,
      data: `${plan.recordings.length} recordings of the project, each held out once`,
    });
    const optimized = await optimize(folder, plan, step, signal);
    return await project.networks.add(
      folder,
      {
        method: 'head',
        madeAt: new Date().toISOString(),
        recordings: plan.recordings.map(({ id }) => id),
        base: base.name,
        body: body.sha256,
        settings,
        seed: plan.seed,
        optimized,
      },
      measured.report,
    );
  } finally {
    await products.release();
  }
}

interface FitWork {
  readonly dataset: Dataset;
  readonly products: Products;
  readonly plan: TrainingPlan;
  readonly names: readonly string[];
  readonly recipe: ReturnType<typeof parseRecipe> | null;
}

async function fitAndMeasure({ dataset, products, plan, names, recipe }: FitWork, step: OnStep) {
  const work = { dataset, products, normal: createRandom(plan.seed).normal };
  const folds = foldsOf(dataset.recordings);
  const chosen = await chooseSettings(work, folds, (share) => step('fit', 0.9 * share));
  const classifier = await fitFinalHead(work, chosen);
  await step('measure', 0);
  const measured: Measured = await makeReport({
    work,
    folds,
    chosen,
    labels: names,
    background: plan.background,
    window: plan.window,
    recipe,
    seed: plan.seed,
    onProgress: (share) => step('measure', share),
  });
  return { classifier, measured, settings: chosen.settings };
}
