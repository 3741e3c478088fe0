import type { identityCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function identityHandlers(opened: OpenedStation): HandlersOf<typeof identityCommands> {
  return {
    async identifyNextPart(input) {
      await (await opened.workplace()).identity.identifyNext(input);
      return null;
    },
    async identifyPart(input) {
      await (await opened.workplace()).identity.identify(input);
      return null;
    },
    async logOutOperator() {
      await (await opened.workplace()).identity.logOut();
      return null;
    },
    async overridePart(input) {
      await (await opened.workplace()).identity.override(input);
      return null;
    },
  };
}
