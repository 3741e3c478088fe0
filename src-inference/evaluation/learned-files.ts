// Measuring what is learnt from recordings, with files: reads them and calls the pure function.
import type { LearnedOptions, LearnedRow } from '../contract/index.ts';
import { readTables } from './checker-files.ts';
import * as learned from './learned.ts';
import { tasksOf } from './recordings.ts';

/** @throws StationError `usage` when there is no task; that, or `labels_invalid`, with the line of what is neither a label nor an annotation. */
export async function measureLearned({
  directory,
  ...options
}: LearnedOptions): Promise<readonly LearnedRow[]> {
  const files = await readTables(directory, true);
  const tasks = tasksOf(files.map(({ name, text }) => ({ path: name, text })));
  return learned.measureLearned({ tasks, ...options });
}
