// The confusion matrix of the network, made usable: no zeros, and rows that add up to 1.
import type { ConfusionMatrix } from '../../contract/index.ts';
import { observation } from '../parameters.ts';

/** @returns Rates; row: true label, column: named label. A network that was not measured has the assumed accuracy. */
export function confusionRates(labelCount: number, confusion: ConfusionMatrix | null): number[][] {
  const { assumedAccuracy, priorWindows, windowsPerRateRow, largestRateSum } = observation;
  const other = (1 - assumedAccuracy) / Math.max(labelCount - 1, 1);
  return Array.from({ length: labelCount }, (_, label) => {
    const row = confusion?.[label] ?? [];
    const sum = row.reduce((total, count) => total + count, 0);
    const prior = (named: number): number => priorWindows * (named === label ? assumedAccuracy : other);
    const scale = sum === 0 ? 0 : sum <= largestRateSum ? windowsPerRateRow : 1;
    const total = sum * scale + priorWindows;
    return Array.from(
      { length: labelCount },
      (_, named) => ((row[named] ?? 0) * scale + prior(named)) / total,
    );
  });
}

/** For each named label, how likely each label is the true one when all are as frequent (Bayes' rule). */
export function truthGivenNamed(rates: readonly (readonly number[])[]): number[][] {
  return rates.map((_, named) => {
    const column = rates.map((row) => row[named]!);
    const sum = column.reduce((total, rate) => total + rate, 0);
    return column.map((rate) => rate / sum);
  });
}

/** Mean rate of right names over the labels. */
export function accuracyOf(rates: readonly (readonly number[])[]): number {
  return rates.reduce((sum, row, label) => sum + row[label]!, 0) / rates.length;
}
