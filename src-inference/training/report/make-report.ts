// How good a head is on recordings that it was not taught with, and what would make it better.
import { measureErrors } from '../../checker/index.ts';
import { argmax, type ConfusionMatrix, type ErrorModel, type TeachReport } from '../../contract/index.ts';
import { createRandom, expectVerdicts, type Quality, qualityOf } from '../../evaluation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { ChosenSettings } from '../head/choose-settings.ts';
import { type FoldWork, fitFold, HeldOutScores, prepareFold } from '../head/cross-validation.ts';
import { type Folds, foldsByRecording } from '../head/folds.ts';
import { accuracyWithInterval } from './accuracy-interval.ts';
import { adviceFrom } from './advice.ts';
import {
  asLabelledRecordings,
  type HeldOutRecording,
  heldOutRecordings,
  labelsNear,
} from './held-out-windows.ts';
import { hurtingRecordings, learningCurve } from './refits.ts';
import { worstStretches } from './worst-stretches.ts';

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

export interface Measured {
  readonly report: TeachReport;
  /** For the card. */
  readonly quality: Quality;
  readonly errors: ErrorModel;
}

/** Good and bad parts together. */
export const simulatedParts = 120;

export async function makeReport(parts: ReportWork): Promise<Measured> {
  const { work, folds, chosen, labels, background, window, recipe, seed, onProgress } = parts;
  const { dataset } = work;
  const random = createRandom(seed);
  const held = heldOutRecordings(dataset, chosen.measured);
  const windows = held.flatMap((one) => one.windows);
  const quality = qualityOf(windows, labels.length);
  const errors = measureErrors(asLabelledRecordings(held));
  const accuracy = accuracyWithInterval(
    held.map((one) => ({
      windows: one.windows.length,
      right: one.windows.filter(({ truth, named }) => truth === named).length,
    })),
    Math.min(1, window.hopSeconds / window.seconds),
    random,
  );
  const curve = await learningCurve(work, chosen, accuracy.value, random);
  await onProgress(0.3);
  const hurting = await hurtingRecordings(work, chosen, (share) => onProgress(0.3 + 0.4 * share));
  const operatorGains = await gainsOfOperators(parts, quality);
  await onProgress(0.8);
  const known = { labels, background, confusion: quality.confusion, errors };
  const expected =
    recipe === null
      ? null
      : expectVerdicts(
          recipe,
          { known, confusion: realErrors(held, labels.length), hopSeconds: window.hopSeconds },
          simulatedParts,
          seed,
        );
  const perLabel = quality.perClass.map(({ precision, recall, f1, support }, at) => ({
    label: labels[at]!,
    precision,
    recall,
    f1,
    windows: support,
  }));
  const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  return {
    quality,
    errors,
    report: {
      windows: quality.windows,
      accuracy,
      labels,
      confusion: quality.confusion,
      perLabel,
      split: {
        by: folds.by,
        folds: folds.folds.map(({ train, test }) => ({ train: idsOf(train), test: idsOf(test) })),
      },
      worst: worstStretches(held, labels),
      curve,
      advice: adviceFrom({
        labels,
        background,
        accuracy: accuracy.value,
        confusion: quality.confusion,
        perLabel,
        curve,
        hurting,
        operators: new Set(dataset.recordings.map(({ operator }) => operator)).size,
        operatorGains,
      }),
      hurting,
      expected,
    },
  };
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

/** Counts without those errors that only say where an action begins. */
export function realErrors(held: readonly HeldOutRecording[], labels: number): ConfusionMatrix {
  const counts = Array.from({ length: labels }, () => new Array<number>(labels).fill(0));
  for (const { windows } of held) {
    windows.forEach(({ truth, named }, at) => {
      counts[truth]![labelsNear(windows, at).has(named) ? truth : named]! += 1;
    });
  }
  return counts;
}
