// What the checker must know of the network that runs.
import type { NetworkChoice, RecognitionModel } from '../contract/index.ts';
import { filesOf, type ModelCard } from './card.ts';

/**
 * The labels of a card, and the confusion matrix of one of its networks. A network that was not measured has the matrix of the
 * exported one, of which it was made.
 */
export function recognitionModelOf(
  card: Pick<ModelCard, 'labels' | 'background' | 'files'>,
  { precision, target }: Pick<NetworkChoice, 'precision' | 'target'>,
): RecognitionModel {
  const { labels, background, files } = card;
  const file = filesOf(card, precision).find((one) => one.target === target);
  const confusion = file?.quality?.confusion ?? files.fp32.quality?.confusion ?? null;
  return { labels: labels.map(({ name }) => name), background, confusion };
}
