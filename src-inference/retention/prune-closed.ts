// Deletes what the limits name at a station whose engine may not run: for the command line.
import { join } from 'node:path';
import { catchUpClosed, indexFile } from '../archive/index.ts';
import type { RetentionPreview, RetentionSettings } from '../contract/index.ts';
import { newestEntry, openRecord } from '../record/index.ts';
import { Deleting, doomedFile } from './deleting.ts';
import { undeletable } from './storage-errors.ts';
import { type Survey, survey } from './survey.ts';

export interface PruneOptions {
  /** Folder of the station. */
  readonly directory: string;
  readonly retention: RetentionSettings;
  /** Folder of the recordings. */
  readonly recordings: string;
  /** Nothing is deleted: the station may run. */
  readonly dryRun: boolean;
  readonly now: () => Date;
  /** Whether a time service keeps the clock in step. */
  readonly synchronised: boolean;
}

const batchFiles = 100;

/** @throws StationError `index_unwritable`, `record_unwritable`, `files_undeletable`. */
export async function pruneClosed(
  options: PruneOptions,
  progress: (text: string, done: number | null) => Promise<void>,
  signal: AbortSignal,
): Promise<RetentionPreview> {
  const { directory, dryRun } = options;
  await catchUpClosed(directory, null, progress, signal);
  if (dryRun) return (await look(options)).preview;
  const record = openRecord({ directory: join(directory, 'record'), now: options.now });
  const newest = await newestEntry(join(directory, 'record'), options.now());
  let sequence = Math.max(options.now().getTime(), newest?.order ?? 0);
  const deleting = new Deleting({
    directory: join(directory, 'retention'),
    now: options.now,
    async publish(event) {
      record.write({ sequence: ++sequence, at: options.now().toISOString(), event });
    },
  });
  try {
    let first: Survey | null = null;
    for (let more = true; more && !signal.aborted; ) {
      const found = await look(options);
      first ??= found;
      await deleteAll(found, deleting, signal);
      await catchUpClosed(directory, null, progress, signal);
      more = found.more;
    }
    return first!.preview;
  } finally {
    record.close();
  }
}

async function deleteAll({ chosen }: Survey, deleting: Deleting, signal: AbortSignal): Promise<void> {
  for (const reason of new Set(chosen.map((one) => one.reason))) {
    // A journal without the settings does not know the folder of the recordings: they are named by their whole path.
    const doomed = chosen
      .filter((one) => one.reason === reason)
      .map(({ file }) => doomedFile(file.kind === 'recording' ? { ...file, name: file.path } : file));
    for (let from = 0; from < doomed.length && !signal.aborted; from += batchFiles) {
      const [failure] = await deleting.delete({ reason, doomed: doomed.slice(from, from + batchFiles) });
      if (failure) throw undeletable(failure.path, failure.cause);
    }
  }
}

function look({ directory, retention, recordings, now, synchronised }: PruneOptions): Promise<Survey> {
  return survey({
    index: indexFile(directory),
    record: join(directory, 'record'),
    folders: { recordings, evidence: join(directory, 'evidence') },
    retention,
    now: now(),
    synchronised,
    targets: [],
    partSince: null,
    keepFreeBytes: 0,
    room: null,
  });
}
