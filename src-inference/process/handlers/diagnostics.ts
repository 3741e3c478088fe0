import type { diagnosticsCommands } from '../../contract/index.ts';
import { doctor } from '../../diagnostics/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function diagnosticsHandlers(opened: OpenedStation): HandlersOf<typeof diagnosticsCommands> {
  return {
    doctor,
    supportBundle: async () => (await opened.workplace()).supportBundle(),
  };
}
