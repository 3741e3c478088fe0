import type { storageCommands } from '../../contract/index.ts';
import { readClock } from '../../media/index.ts';
import { pruneClosed } from '../../retention/index.ts';
import { lockFolder, readStoredSettings } from '../../workplace/index.ts';
import type { EngineContext, JobProgress } from '../engine-context.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function storageHandlers(
  opened: OpenedStation,
  { now }: EngineContext,
  progress: JobProgress,
  signal: AbortSignal,
): HandlersOf<typeof storageCommands> {
  return {
    storageUse: async () => (await opened.workplace()).retention.use(),
    previewRetention: async ({ retention }) => (await opened.workplace()).retention.preview(retention),
    async pruneHistory({ directory, dryRun }) {
      const lock = dryRun ? null : lockFolder(directory);
      try {
        const { retention, recordings } = await readStoredSettings(directory);
        const synchronised = isClockKept();
        const options = { directory, retention, recordings, dryRun, now, synchronised };
        return await pruneClosed(options, progress, signal);
      } finally {
        lock?.release();
      }
    },
  };
}

/** Where the kernel cannot be asked, the clock may be wrong. */
function isClockKept(): boolean {
  try {
    return readClock()?.synchronised ?? false;
  } catch {
    return false;
  }
}
