// The exported network of a card as all that is made of it starts from: fixed shapes, no leftovers, bytes in where possible.
import type { ModelCard } from '../model/index.ts';
import { inputShapes, preprocessingOf, whyNotOptimizable } from './exported-input.ts';
import type { Graph } from './graph.ts';
import { readModelFile } from './onnx/model-file.ts';
import { runPasses, simplifyPasses } from './simplify.ts';

/**
 * Networks that the optimizer does not take keep their inputs.
 *
 * @throws StationError `model_invalid`: no network that can be taken apart.
 */
export async function readSimplifiedNetwork(card: ModelCard): Promise<Graph> {
  const preprocessing = whyNotOptimizable(card) === null ? preprocessingOf(card) : null;
  const exported = await readModelFile(card.files.fp32.path);
  return runPasses(exported, simplifyPasses({ shapes: inputShapes(card), preprocessing }));
}
