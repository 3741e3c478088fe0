// What was measured of a network, as its card says it.
import type { Document } from 'yaml';
import type { ErrorModel, NetworkChoice } from '../contract/index.ts';
import { pathInCard } from '../model/index.ts';
import type { Quality } from './metrics.ts';

/** Replaces the quality of one file of the card. @param data Which videos it was measured on. */
export function writeQuality(
  document: Document,
  network: Pick<NetworkChoice, 'precision' | 'target'>,
  quality: Omit<Quality, 'perClass'> & { readonly errors: ErrorModel },
  data: string,
): void {
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  const onOneLine = (list: readonly number[]) => document.createNode(list, { flow: true });
  const { temperature, errorSeconds, mixing, confidence } = quality.errors;
  const values: Record<string, unknown> = {
    data,
    windows: quality.windows,
    accuracy: rounded(quality.accuracy),
    precision: rounded(quality.precision),
    recall: rounded(quality.recall),
    f1: rounded(quality.f1),
    calibrationError: rounded(quality.calibrationError),
    errors: {
      temperature: rounded(temperature),
      errorSeconds: rounded(errorSeconds),
      mixing: mixing === null ? null : rounded(mixing),
      confidence: { right: onOneLine(confidence.right), wrong: onOneLine(confidence.wrong) },
    },
    confusion: quality.confusion.map(onOneLine),
  };
  const node = document.createNode(values);
  document.setIn([...pathInCard(document, network)!, 'quality'], node);
}
