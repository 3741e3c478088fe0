import type { figuresCommands } from '../../contract/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function figuresHandlers(opened: OpenedStation): HandlersOf<typeof figuresCommands> {
  return { readFigures: async (query) => (await opened.workplace()).history.readFigures(query) };
}
