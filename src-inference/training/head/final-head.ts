// The head that is kept: taught with all recordings, as sure as heads were right on held-out ones.
import type { Classifier } from '../cut/attach-head.ts';
import type { ChosenSettings } from './choose-settings.ts';
import type { FoldWork } from './cross-validation.ts';
import { rowsOfRecordings, select } from './dataset.ts';
import { findProjection, project, unprojected } from './projection.ts';
import { fitSoftmax } from './softmax-regression.ts';

export async function fitFinalHead(
  { dataset, products, normal }: FoldWork,
  { settings, temperature }: Pick<ChosenSettings, 'settings' | 'temperature'>,
): Promise<Classifier> {
  const { truth, classes, recordings } = dataset;
  const features = select(dataset, rowsOfRecordings(recordings), settings.kinds);
  const projection = await findProjection(features, products, normal);
  const projected = await project(features, projection, products);
  const options = { penalty: settings.penalty, balance: settings.balance, start: null };
  const head = unprojected(
    projection,
    await fitSoftmax({ features: projected, truth, classes }, options, products),
  );
  return {
    kinds: settings.kinds,
    weights: Float32Array.from(head.weights, (weight) => weight / temperature),
    bias: Float32Array.from(head.bias, (bias) => bias / temperature),
  };
}
