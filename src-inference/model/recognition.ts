// What the checker must know of the network that runs.
import type { Precision, RecognitionModel } from '../contract/index.ts';
import type { ModelCard } from './card.ts';

/**
 * The labels of a card, and the confusion matrix of one of its networks. A network that was not measured has the matrix of the
 * exported one, of which it was made.
 */
export function recognitionModelOf(
  { labels, background, files }: ModelCard,
  precision: Precision,
): RecognitionModel {
  const confusion = files[precision]?.quality?.confusion ?? files.fp32.quality?.confusion ?? null;
  return { labels: labels.map(({ name }) => name), background, confusion };
}
