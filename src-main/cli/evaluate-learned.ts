// stepwatch evaluate-checker --learn DIR: measures recipes that are learnt from recordings, leaving one out at a time.
import type { LearnedOptions, LearnedRow } from '../../src-inference/contract/index.ts';
import { printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

export async function evaluateLearned(
  engineEntry: URL,
  { json, ...options }: LearnedOptions & { readonly json: boolean },
): Promise<void> {
  const rows = await withEngine(
    engineEntry,
    null,
    () => undefined,
    (engine) => engine.request('measureLearned', options),
  );
  if (json) return printJson({ learned: rows });
  printLine('Recordings, each judged by the recipe that is learnt from the others of its task');
  printRows(rows);
}

function printRows(rows: readonly LearnedRow[]): void {
  const columns = ['task', 'recordings', 'good failed', 'good warned', 'skipped passed', 'repeated passed'];
  const cells = rows.map((row) => ({
    cells: [
      row.task,
      String(row.recordings),
      rate(row.goodFailed),
      rate(row.goodWarned),
      rate(row.skippedPassed),
      rate(row.repeatedPassed),
    ],
  }));
  printLine(table(columns, cells, [1, 2, 3, 4, 5]));
}

function rate(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
