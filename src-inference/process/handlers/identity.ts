import type { identityCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function identityHandlers(opened: OpenedStation): HandlersOf<typeof identityCommands> {
  return {
    scanCode: async (input) => (await opened.workplace()).identity.scan(input),
    async identifyNextPart(input) {
      await (await opened.workplace()).identity.identifyNext(input);
      return null;
    },
    async identifyPart(input) {
      await (await opened.workplace()).identity.identify(input);
      return null;
    },
    async logInOperator(input) {
      await (await opened.workplace()).login.byPin(input);
      return null;
    },
    async logOutOperator() {
      await (await opened.workplace()).login.logOut();
      return null;
    },
    async overridePart(input) {
      await (await opened.workplace()).identity.override(input);
      return null;
    },
    listPeople: async () => (await opened.workplace()).login.list(),
    async savePerson(person, from) {
      await (await opened.workplace()).login.save(person, from);
      return null;
    },
    async removePerson({ name }, from) {
      await (await opened.workplace()).login.remove(name, from);
      return null;
    },
    readAudit: async (filter) => (await opened.workplace()).history.readAudit(filter),
  };
}
