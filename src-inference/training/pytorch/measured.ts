// The report of a network that PyTorch trained: measured once, without one operator. What needs many trainings stays unknown.
import { measureErrors } from '../../checker/index.ts';
import { argmax } from '../../contract/index.ts';
import { createRandom, expectVerdicts, qualityOf } from '../../evaluation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { accuracyWithInterval } from '../report/accuracy-interval.ts';
import { adviceFrom } from '../report/advice.ts';
import { asLabelledRecordings, type HeldOutRecording } from '../report/held-out-windows.ts';
import { type Measured, realErrors, simulatedParts } from '../report/make-report.ts';
import { worstStretches } from '../report/worst-stretches.ts';
import type { PyTorchResult } from './train-with-pytorch.ts';

export interface MeasuredFacts {
  readonly recordings: readonly { readonly id: string; readonly operator: string }[];
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly recipe: Recipe | null;
  readonly seed: number;
}

/** @param result With held-out windows. */
export function measuredByPyTorch(result: PyTorchResult, facts: MeasuredFacts): Measured {
  const { labels } = result;
  const { background, window, recipe, seed, recordings } = facts;
  const held = heldOutRecordings(result, facts);
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
  const { by, train, test } = result.heldOut!;
  return {
    quality,
    errors,
    report: {
      windows: quality.windows,
      accuracy,
      labels,
      confusion: quality.confusion,
      perLabel,
      split: { by, folds: [{ train, test }] },
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
      expected:
        recipe === null
          ? null
          : expectVerdicts(
              recipe,
              { known, confusion: realErrors(held, labels.length), hopSeconds: window.hopSeconds },
              simulatedParts,
              seed,
            ),
    },
  };
}

function heldOutRecordings(
  { heldOut, windows }: PyTorchResult,
  { recordings, window }: MeasuredFacts,
): readonly HeldOutRecording[] {
  return heldOut!.test.map((id) => {
    const own = windows.filter(({ recording }) => recording === id);
    return {
      recording: {
        id,
        operator: recordings.find((one) => one.id === id)!.operator,
        first: windows.indexOf(own[0]!),
        end: windows.indexOf(own[0]!) + own.length,
      },
      windows: own.map(({ startSeconds, truth, probabilities }) => ({
        startSeconds,
        endSeconds: startSeconds + window.seconds,
        truth,
        named: argmax(probabilities),
        probabilities,
      })),
    };
  });
}
