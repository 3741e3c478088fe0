import type { rolloutCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function rolloutHandlers(opened: OpenedStation): HandlersOf<typeof rolloutCommands> {
  return {
    async answerRollout(answer) {
      await (await opened.workplace()).rollouts.answer(answer);
      return null;
    },
  };
}
