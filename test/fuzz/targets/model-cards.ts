// Model cards beside networks.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseModelCard } from '../../../src-inference/model/index.ts';
import { mutateYaml, yamlBlocks } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const root = resolve(import.meta.dirname, '../../..');
const networks = [
  'slowfast-demo.fp32.onnx',
  'slowfast-demo.int8-x64.onnx',
  'slowfast-demo.int8.onnx',
  'network.onnx',
];

export const target: Target = {
  runsIn: 'thread',
  seeds: async () => [
    readFileSync(join(root, 'models/demo/model.yaml')),
    ...yamlBlocks(readFileSync(join(root, 'docs/model-card.md'), 'utf8')),
  ],
  mutate: mutateYaml,
  async open(folder) {
    const model = join(folder, 'card');
    mkdirSync(model, { recursive: true });
    for (const name of networks) writeFileSync(join(model, name), 'x');
    return {
      async run(input) {
        JSON.stringify(await parseModelCard(Buffer.from(input).toString(), model));
      },
    };
  },
};
