// Writes a full-size model with random weights: as much work as a trained one, but its answers mean nothing.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../model/index.ts';
import { encodeGraph, makeSlowFast, slowFastR50 } from '../optimizer/index.ts';

const card = (sha256: string): string => `# Random weights: they show how fast a machine is, and name nothing.
name: slowfast-r50
description: SlowFast R50 8x8 with seeded random weights, for measuring speed.
labels: [${Array.from({ length: slowFastR50.classes }, (_, i) => `class_${i}`).join(', ')}]
window: { seconds: 1, hopSeconds: 1 }
input:
  layout: pathways
  slow: { name: slow, frames: 8 }
  fast: { name: fast }
  frames: 32
  height: ${slowFastR50.size}
  width: ${slowFastR50.size}
  mean: 0.45
  std: 0.225
output: { name: logits, activation: softmax }
files:
  fp32: { path: slowfast-r50.fp32.onnx, sha256: ${sha256} }
`;

export async function makeBenchModel(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const network = encodeGraph(makeSlowFast(slowFastR50));
  await replaceFile(join(directory, 'slowfast-r50.fp32.onnx'), network);
  // The card is written last: a folder that has a card is complete.
  await replaceFile(
    join(directory, 'model.yaml'),
    Buffer.from(card(createHash('sha256').update(network).digest('hex'))),
  );
}
