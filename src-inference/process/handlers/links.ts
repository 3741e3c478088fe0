import type { linkCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function linkHandlers(opened: OpenedStation): HandlersOf<typeof linkCommands> {
  return {
    async testLink(link) {
      await (await opened.workplace()).settings.testLink(link);
      return null;
    },
  };
}
