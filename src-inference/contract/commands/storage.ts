// Commands on the disk of the station: what takes it up, and what rules would delete.
import { z } from 'zod';
import type { RetentionPreview, StorageUse } from '../storage.ts';
import { answer, type CommandTable } from './command.ts';
import { none, text } from './fields.ts';
import { retentionSettings } from './retention.ts';

export const storageCommands = {
  /** @throws `index_unwritable`. */
  storageUse: { role: 'viewer', input: none, output: answer<StorageUse>() },
  /** What would be deleted now by these rules. @throws `index_unwritable`. */
  previewRetention: {
    role: 'viewer',
    input: z.strictObject({ retention: retentionSettings }),
    output: answer<RetentionPreview>(),
  },
  /**
   * Deletes what the settings of a station say. `directory`: its folder. With `dryRun` nothing is deleted, and the station may run.
   *
   * @throws `settings_invalid`, `index_unwritable`, `files_undeletable`.
   */
  pruneHistory: {
    role: 'program',
    input: z.strictObject({ directory: text, dryRun: z.boolean() }),
    output: answer<RetentionPreview>(),
  },
} as const satisfies CommandTable;
