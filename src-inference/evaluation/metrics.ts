// Measures of a classifier, as scikit-learn defines them (https://scikit-learn.org/stable/modules/model_evaluation.html). Pure.
import { argmax } from '../contract/index.ts';

interface ClassQuality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Windows of this class. */
  readonly support: number;
}

export interface Quality {
  readonly windows: number;
  readonly accuracy: number;
  /** Means over the classes, weighted by support (`average="weighted"`). */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly perClass: readonly ClassQuality[];
  /** Row: true class, column: named class. */
  readonly confusion: readonly (readonly number[])[];
  readonly calibrationError: number;
}

export interface Answer {
  readonly truth: number;
  readonly probabilities: readonly number[];
}

/** @param classes Number of classes. A division by 0 counts 0 (`zero_division=0`). */
export function qualityOf(answers: readonly Answer[], classes: number): Quality {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { truth, probabilities } of answers) confusion[truth]![argmax(probabilities)]! += 1;
  const perClass = confusion.map((row, i): ClassQuality => {
    const hits = row[i]!;
    const support = sum(row);
    const named = sum(confusion.map((other) => other[i]!));
    const precision = ratio(hits, named);
    const recall = ratio(hits, support);
    return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), support };
  });
  const weighted = (rate: 'precision' | 'recall' | 'f1'): number =>
    ratio(sum(perClass.map((one) => one[rate] * one.support)), answers.length);
  return {
    windows: answers.length,
    accuracy: ratio(sum(confusion.map((row, i) => row[i]!)), answers.length),
    precision: weighted('precision'),
    recall: weighted('recall'),
    f1: weighted('f1'),
    perClass,
    confusion,
    calibrationError: calibrationError(answers),
  };
}

/**
 * Expected calibration error (Guo et al. 2017, arXiv:1706.04599): the distance between confidence and accuracy in bins of equal
 * width `(low, high]`, averaged with the number of answers in each bin as its weight.
 */
export function calibrationError(answers: readonly Answer[], bins = 15): number {
  const held = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, hits: 0 }));
  for (const { truth, probabilities } of answers) {
    const named = argmax(probabilities);
    const confidence = probabilities[named]!;
    const bin = held[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))]!;
    bin.count += 1;
    bin.confidence += confidence;
    bin.hits += named === truth ? 1 : 0;
  }
  return ratio(sum(held.map(({ confidence, hits }) => Math.abs(confidence - hits))), answers.length);
}

function ratio(value: number, of: number): number {
  return of === 0 ? 0 : value / of;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
