// The index of a station whose engine may not run: for the command line. SQLite is loaded when it is needed: an engine that
// watches a station leaves it to the threads of the index.
import { join } from 'node:path';
import type { Commands } from '../contract/index.ts';
import { startExport } from './export/start-export.ts';

type Progress = (text: string, done: number | null) => Promise<void>;

/** Where a station keeps its index. @param directory Folder of the station. */
export function indexFile(directory: string): string {
  return join(directory, 'index', 'stepwatch.sqlite');
}

/** The index is brought up to the record first; a station that runs may do the same at the same time. */
export async function exportClosed(
  { directory, conditions, format, out }: Commands['exportHistory']['input'],
  progress: Progress,
  signal: AbortSignal,
): Promise<Commands['exportHistory']['output']> {
  const index = indexFile(directory);
  await catchUpClosed(directory, null, progress, signal);
  const show = (done: number): void => void progress('Writing the export', done).catch(() => undefined);
  return { parts: await startExport({ index, conditions, starts: [], format, out }, show, signal) };
}

export async function rebuildClosed(
  { directory }: Commands['rebuildHistory']['input'],
  progress: Progress,
  signal: AbortSignal,
): Promise<Commands['rebuildHistory']['output']> {
  await catchUpClosed(directory, 'it is built again', progress, signal);
  const { Database } = await import('./database.ts');
  const database = new Database(indexFile(directory), 'read');
  try {
    return database.get<Commands['rebuildHistory']['output']>(
      `SELECT (SELECT count(*) FROM ended_parts) AS parts, (SELECT count(*) FROM steps) AS steps,
         (SELECT coalesce(sum(bytes), 0) FROM journals) AS bytes`,
    )!;
  } finally {
    database.close();
  }
}

/** Brings the index up to the record. @param discard Why the index is thrown away first; null: it is kept. */
export async function catchUpClosed(
  directory: string,
  discard: string | null,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { IndexWriter } = await import('./index-writer.ts');
  const writer = new IndexWriter({
    index: indexFile(directory),
    record: join(directory, 'record'),
    onBegun: () => undefined,
    onProgress: ({ doneBytes, totalBytes }) =>
      void progress('Reading the record', doneBytes / totalBytes).catch(() => undefined),
  });
  const stop = (): void => writer.stop();
  signal.addEventListener('abort', stop);
  try {
    if (discard !== null) writer.discard(discard);
    await writer.catchUp('all');
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
    writer.close();
  }
}
