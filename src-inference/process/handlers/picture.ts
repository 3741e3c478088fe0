import type { pictureCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function pictureHandlers(opened: OpenedStation): HandlersOf<typeof pictureCommands> {
  return {
    readUsualPicture: async () => (await opened.station()).pictureWatch.view,
    async takeUsualPicture(_, from) {
      await (await opened.workplace()).picture.take(from);
      return null;
    },
  };
}
