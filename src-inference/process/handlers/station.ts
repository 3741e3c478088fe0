import type { stationCommands } from '../../contract/index.ts';
import { mediaVersion } from '../../media/index.ts';
import type { EngineContext } from '../engine-context.ts';
import { run } from '../open-station.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function stationHandlers(
  opened: OpenedStation,
  context: EngineContext,
  signal: AbortSignal,
): HandlersOf<typeof stationCommands> {
  return {
    async run(options) {
      await run(options, context, signal);
      return null;
    },
    async openStation(options) {
      await opened.openStation(options);
      return null;
    },
    async takeFolder({ directory }) {
      opened.takeFolder(directory);
      return null;
    },
    async prepare() {
      mediaVersion();
      return null;
    },
    async openWorkplace(options) {
      await opened.openWorkplace(options);
      return null;
    },
    async allowPath({ path }) {
      (await opened.workplace()).settings.allow(path);
      return null;
    },
    async closeStation() {
      await opened.either();
      await opened.close();
      return null;
    },
    snapshot: async () => (await opened.workplace()).snapshot,
    async startShift(_, from) {
      await (await opened.workplace()).shifts.start(from);
      return null;
    },
  };
}
