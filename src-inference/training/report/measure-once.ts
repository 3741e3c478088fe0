// The report of a network from windows that were held out, without the trainings that only tell what would help.
import { measureErrors } from '../../checker/index.ts';
import type { ConfusionMatrix, ErrorModel, TeachReport } from '../../contract/index.ts';
import { expectVerdicts, type Quality, qualityOf, type Random } from '../../evaluation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { Folds } from '../head/folds.ts';
import { accuracyWithInterval } from './accuracy-interval.ts';
import { adviceFrom } from './advice.ts';
import { asLabelledRecordings, type HeldOutRecording, labelsNear } from './held-out-windows.ts';
import { worstStretches } from './worst-stretches.ts';

export interface Measured {
  readonly report: TeachReport;
  /** For the card. */
  readonly quality: Quality;
  readonly errors: ErrorModel;
}

/** Good and bad parts together. */
const simulatedParts = 120;

export interface MeasuredFacts {
  /** All that were taught with. */
  readonly recordings: readonly { readonly operator: string }[];
  /** Their names, in the order of the network. */
  readonly labels: readonly string[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly recipe: Recipe | null;
  readonly seed: number;
  /** Draws recordings for the interval of the accuracy. */
  readonly random: Random;
  readonly split: TeachReport['split'];
}

/** @param held At least one recording. */
export function measureOnce(held: readonly HeldOutRecording[], facts: MeasuredFacts): Measured {
  const { labels, background, window, recipe, seed, random, recordings, split } = facts;
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
  const perLabel = quality.perClass.map(({ precision, recall, f1, support }, at) => ({
    label: labels[at]!,
    precision,
    recall,
    f1,
    windows: support,
  }));
  const known = { labels, background, confusion: quality.confusion, errors };
  const simulated = { known, confusion: realErrors(held, labels.length), hopSeconds: window.hopSeconds };
  return {
    quality,
    errors,
    report: {
      windows: quality.windows,
      accuracy,
      labels,
      confusion: quality.confusion,
      perLabel,
      split,
      worst: worstStretches(held, labels),
      curve: [],
      advice: adviceFrom({
        labels,
        background,
        accuracy: accuracy.value,
        confusion: quality.confusion,
        perLabel,
        curve: [],
        hurting: [],
        operators: operatorsOf(recordings),
        operatorGains: labels.map(() => null),
      }),
      hurting: [],
      expected: recipe === null ? null : expectVerdicts(recipe, simulated, simulatedParts, seed),
    },
  };
}

export function operatorsOf(recordings: readonly { readonly operator: string }[]): number {
  return new Set(recordings.map(({ operator }) => operator)).size;
}

export function splitOf({ by, folds }: Folds): TeachReport['split'] {
  const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  return { by, folds: folds.map(({ train, test }) => ({ train: idsOf(train), test: idsOf(test) })) };
}

/** Counts without those errors that only say where an action begins. */
function realErrors(held: readonly HeldOutRecording[], labels: number): ConfusionMatrix {
  const counts = Array.from({ length: labels }, () => new Array<number>(labels).fill(0));
  for (const { windows } of held) {
    windows.forEach(({ truth, named }, at) => {
      counts[truth]![labelsNear(windows, at).has(named) ? truth : named]! += 1;
    });
  }
  return counts;
}
