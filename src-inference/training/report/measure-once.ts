// The report of a network from windows that were held out, without the trainings that only tell what would help.
import { measureErrors } from '../../checker/index.ts';
import type { TeachReport } from '../../contract/index.ts';
import { createRandom, expectVerdicts, qualityOf } from '../../evaluation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { accuracyWithInterval } from './accuracy-interval.ts';
import { adviceFrom } from './advice.ts';
import { asLabelledRecordings, type HeldOutRecording } from './held-out-windows.ts';
import { type Measured, realErrors, simulatedParts } from './make-report.ts';
import { worstStretches } from './worst-stretches.ts';

export interface MeasuredFacts {
  /** All that were taught with. */
  readonly recordings: readonly { readonly operator: string }[];
  /** Their names, in the order of the network. */
  readonly labels: readonly string[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly recipe: Recipe | null;
  readonly seed: number;
  readonly split: TeachReport['split'];
}

/** @param held At least one recording. */
export function measureOnce(held: readonly HeldOutRecording[], facts: MeasuredFacts): Measured {
  const { labels, background, window, recipe, seed, recordings, split } = facts;
  const windows = held.flatMap((one) => one.windows);
  const quality = qualityOf(windows, labels.length);
  const errors = measureErrors(asLabelledRecordings(held));
  const accuracy = accuracyWithInterval(
    held.map((one) => ({
      windows: one.windows.length,
      right: one.windows.filter(({ truth, named }) => truth === named).length,
    })),
    Math.min(1, window.hopSeconds / window.seconds),
    createRandom(seed),
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
        operators: new Set(recordings.map(({ operator }) => operator)).size,
        operatorGains: labels.map(() => null),
      }),
      hurting: [],
      expected: recipe === null ? null : expectVerdicts(recipe, simulated, simulatedParts, seed),
    },
  };
}
