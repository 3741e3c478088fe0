// ONNX files, opened and tried once by ONNX Runtime in the worker thread of an engine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeColourModel } from '../../onnx-models.ts';
import { engineTrial } from '../engine-trial.ts';
import type { Target } from '../target.ts';
import { mutateNetwork } from './onnx-graphs.ts';

export const target: Target = {
  runsIn: 'processes',
  seeds: async (folder) => [readFileSync(join(makeColourModel(join(folder, 'colours')), 'network.onnx'))],
  mutate: mutateNetwork,
  async open(folder) {
    const directory = makeColourModel(join(folder, 'network'));
    return engineTrial((engine, input) => {
      writeFileSync(join(directory, 'network.onnx'), input);
      return engine.request('readModel', { directory });
    });
  },
};
