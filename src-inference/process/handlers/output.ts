import type { outputCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function outputHandlers(opened: OpenedStation): HandlersOf<typeof outputCommands> {
  return {
    attachOutput: async (spec) => (await opened.station()).attachOutput(spec),
    async detachOutput({ output }) {
      await (await opened.station()).detachOutput(output);
      return null;
    },
    nextPreview: async ({ output }) => (await opened.station()).nextPreview(output),
  };
}
