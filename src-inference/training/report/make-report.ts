// How good a head is on recordings that it was not taught with, and what would make it better.
import { argmax } from '../../contract/index.ts';
import { createRandom, type Quality } from '../../evaluation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { ChosenSettings } from '../head/choose-settings.ts';
import { type FoldWork, fitFold, HeldOutScores, prepareFold } from '../head/cross-validation.ts';
import { type Folds, foldsByRecording } from '../head/folds.ts';
import { adviceFrom } from './advice.ts';
import { heldOutRecordings } from './held-out-windows.ts';
import { type Measured, measureOnce, operatorsOf, splitOf } from './measure-once.ts';
import { hurtingRecordings, learningCurve } from './refits.ts';

export interface ReportWork {
  readonly work: FoldWork;
  readonly folds: Folds;
  readonly chosen: ChosenSettings;
  /** With the background, in the order of the model card. */
  readonly labels: readonly string[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly recipe: Recipe | null;
  readonly seed: number;
  /** Share that is done. */
  readonly onProgress: (share: number) => Promise<void>;
}

export async function makeReport(parts: ReportWork): Promise<Measured> {
  const { work, folds, chosen, background, seed, onProgress } = parts;
  const { recordings } = work.dataset;
  const random = createRandom(seed);
  const measured = measureOnce(heldOutRecordings(work.dataset, chosen.measured), {
    ...parts,
    recordings,
    random,
    split: splitOf(folds),
  });
  const { report, quality } = measured;
  const curve = await learningCurve(work, chosen, report.accuracy.value, random);
  await onProgress(0.3);
  const hurting = await hurtingRecordings(work, chosen, (share) => onProgress(0.3 + 0.4 * share));
  const operatorGains = await gainsOfOperators(parts, quality);
  await onProgress(0.8);
  const advice = adviceFrom({
    ...report,
    background,
    accuracy: report.accuracy.value,
    curve,
    hurting,
    operators: operatorsOf(recordings),
    operatorGains,
  });
  return { ...measured, report: { ...report, curve, hurting, advice } };
}

/** How much more of each label is found in recordings of operators who were taught with, than of others. */
async function gainsOfOperators(
  { work, folds, chosen }: ReportWork,
  { perClass }: Quality,
): Promise<readonly (number | null)[]> {
  const { dataset } = work;
  if (folds.by === 'recording') return perClass.map(() => null);
  const heldOut = new HeldOutScores(dataset);
  for (const fold of foldsByRecording(dataset.recordings)) {
    const prepared = await prepareFold(work, fold, chosen.settings.kinds);
    heldOut.add(prepared, await fitFold(work, prepared, chosen.settings, null));
  }
  return perClass.map(({ recall, support }, label) => {
    let right = 0;
    dataset.truth.forEach((truth, row) => {
      if (truth === label && argmax(heldOut.scores[row]!) === label) right += 1;
    });
    return support === 0 ? null : right / support - recall;
  });
}
