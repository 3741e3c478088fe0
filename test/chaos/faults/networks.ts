// Networks that answer nonsense.
import { join } from 'node:path';
import { colourCard, makeColourModel } from '../../onnx-models.ts';
import type { Fault } from './fault.ts';

export const networkIsNoNetwork: Fault = {
  name: 'a network is chosen that is none, and the one before again',
  async happen({ folder, line, witness }) {
    const broken = makeColourModel(
      join(folder, 'broken-model'),
      colourCard.replace('network.onnx', 'model.yaml'),
    );
    await witness.screen.request('changeSettings', { model: broken });
    await witness.screen.answer('changeSettings', { model: join(line, 'model') });
  },
};
