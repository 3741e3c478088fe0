import type { inferenceServerCommands } from '../../contract/index.ts';
import { readModelCard } from '../../model/index.ts';
import { exportTriton } from '../../optimizer/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function inferenceServerHandlers(opened: OpenedStation): HandlersOf<typeof inferenceServerCommands> {
  return {
    async testInferenceServer(spec) {
      return (await opened.workplace()).settings.testInferenceServer(spec);
    },
    async exportTriton({ model, ...options }) {
      return exportTriton(await readModelCard(model), options);
    },
  };
}
