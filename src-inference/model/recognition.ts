// What the checker must know of the network that runs.
import type { NetworkChoice, RecognitionModel } from '../contract/index.ts';
import { type ModelCard, networkFile } from './card.ts';

/**
 * The labels of a card, and how one of its networks errs. What was not measured of it is that of the exported one, of which it
 * was made.
 */
export function recognitionModelOf(
  card: Pick<ModelCard, 'labels' | 'background' | 'files'>,
  network: Pick<NetworkChoice, 'precision' | 'target'>,
): RecognitionModel {
  const { labels, background, files } = card;
  const own = networkFile(card, network)?.quality;
  const exported = files.fp32.quality;
  return {
    labels: labels.map(({ name }) => name),
    background,
    confusion: own?.confusion ?? exported?.confusion ?? null,
    errors: own?.errors ?? exported?.errors ?? null,
  };
}
