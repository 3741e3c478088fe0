import { exportClosed, rebuildClosed } from '../../archive/index.ts';
import type { partCommands } from '../../contract/index.ts';
import { lockFolder } from '../../workplace/index.ts';
import type { JobProgress } from '../engine-context.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function partHandlers(
  opened: OpenedStation,
  progress: JobProgress,
  signal: AbortSignal,
): HandlersOf<typeof partCommands> {
  return {
    async startPart(input) {
      await (await opened.workplace()).identity.start(input?.code ?? null);
      return null;
    },
    async undoNewPart() {
      await (await opened.workplace()).station.undoEnd();
      return null;
    },
    async abandonPart() {
      await (await opened.workplace()).station.abandonPart();
      return null;
    },
    async acknowledgePart(input) {
      await (await opened.workplace()).parts.acknowledge(input);
      return null;
    },
    async keepPart(input) {
      await (await opened.workplace()).parts.keep(input);
      return null;
    },
    async markEvidenceSeen(input) {
      await (await opened.workplace()).parts.markEvidenceSeen(input);
      return null;
    },
    listParts: async (filter) => (await opened.workplace()).history.listParts(filter),
    exportParts: async (input) => (await opened.workplace()).history.exportParts(input),
    exportHistory: (input) => exportClosed(input, progress, signal),
    async rebuildHistory(input) {
      const lock = lockFolder(input.directory);
      try {
        return await rebuildClosed(input, progress, signal);
      } finally {
        lock.release();
      }
    },
    readPart: async ({ id }) => (await opened.workplace()).history.readPart(id),
    readLog: async (input) => (await opened.workplace()).history.readLog(input),
  };
}
