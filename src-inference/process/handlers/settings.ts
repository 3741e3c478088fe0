import type { settingsCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function settingsHandlers(opened: OpenedStation): HandlersOf<typeof settingsCommands> {
  return {
    async changeSettings(change, from) {
      await (await opened.workplace()).settings.change(change, from);
      return null;
    },
  };
}
