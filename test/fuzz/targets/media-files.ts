// Recordings in every container, through the real pipeline of an engine.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeColourModel } from '../../onnx-models.ts';
import { engineTrial } from '../engine-trial.ts';
import { madeVideos } from '../made-videos.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import type { Target } from '../target.ts';

export const target: Target = {
  runsIn: 'processes',
  seeds: async (folder) => madeVideos(folder).map(({ bytes }) => bytes),
  mutate: mutateBytes,
  async open(folder) {
    const model = makeColourModel(join(folder, 'model'));
    const path = join(folder, 'recording');
    return engineTrial((engine, input) => {
      writeFileSync(path, input);
      return engine.request('run', {
        source: { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
        outputs: [],
        model,
        recipe: null,
        policy: null,
        recordDirectory: null,
      });
    });
  },
};
