// What the checker must know of the network that runs.
import type { NetworkChoice, RecognitionModel } from '../contract/index.ts';
import { type ModelCard, networkFile } from './card.ts';

/**
 * The labels of a card, and the confusion matrix of one of its networks. A network that was not measured has the matrix of the
 * exported one, of which it was made.
 */
export function recognitionModelOf(
  card: Pick<ModelCard, 'labels' | 'background' | 'files'>,
  network: Pick<NetworkChoice, 'precision' | 'target'>,
): RecognitionModel {
  const { labels, background, files } = card;
  const confusion = networkFile(card, network)?.quality?.confusion ?? files.fp32.quality?.confusion ?? null;
  return { labels: labels.map(({ name }) => name), background, confusion };
}
