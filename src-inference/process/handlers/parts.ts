import type { partCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function partHandlers(opened: OpenedStation): HandlersOf<typeof partCommands> {
  return {
    async startPart(input) {
      await (await opened.workplace()).identity.start(input?.code ?? null);
      return null;
    },
    async abandonPart() {
      await (await opened.workplace()).station.abandonPart();
      return null;
    },
    async acknowledgePart(input) {
      await (await opened.workplace()).acknowledgePart(input);
      return null;
    },
    listParts: async (filter) => (await opened.workplace()).history.listParts(filter),
    readPart: async ({ id }) => (await opened.workplace()).history.readPart(id),
    readLog: async (input) => (await opened.workplace()).history.readLog(input),
  };
}
