// ONNX files, taken apart by our own code: facts for the import, the graph with its shapes, and the graph as a file again.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src-inference/evaluation/random.ts';
import { encodeGraph, readModelFile } from '../../../src-inference/optimizer/onnx/model-file.ts';
import { readNetworkFacts } from '../../../src-inference/optimizer/onnx/network-facts.ts';
import { decodeModel, encodeModel } from '../../../src-inference/optimizer/onnx/schema.ts';
import { inferShapes } from '../../../src-inference/optimizer/passes/infer-shapes.ts';
import { makeClipModel, makeColourModel, makePathwayModel, makeSlowModel } from '../../onnx-models.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { mutateTree } from '../mutate-tree.ts';
import type { Target } from '../target.ts';

export const target: Target = {
  runsIn: 'thread',
  async seeds(folder) {
    const models = [
      makeColourModel(join(folder, 'colours')),
      makePathwayModel(join(folder, 'pathways')),
      makeClipModel(join(folder, 'clip')),
      makeSlowModel(join(folder, 'slow'), 8),
    ];
    return models.map((model) => readFileSync(join(model, 'network.onnx')));
  },
  mutate: mutateNetwork,
  async open(folder) {
    const model = join(folder, 'onnx');
    const path = join(model, 'network.onnx');
    mkdirSync(model, { recursive: true });
    return {
      async run(input) {
        writeFileSync(path, input);
        JSON.stringify(await readNetworkFacts(path));
        encodeGraph(inferShapes(await readModelFile(path)));
      },
    };
  },
};

export function mutateNetwork(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  return random.below(2) === 0 ? changeMessage(seed, random, other) : mutateBytes(seed, random, other);
}

/** Fields of the messages, by their names. */
function changeMessage(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  try {
    return encodeModel(mutateTree({ ...decodeModel(seed) }, random) as never);
  } catch {
    return mutateBytes(seed, random, other);
  }
}
