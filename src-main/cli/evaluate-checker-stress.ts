// stepwatch evaluate-checker --stress: how well the checker judges under the conditions that real lines have.
import { availableParallelism } from 'node:os';
import type { StressCondition, StressRow, VerdictRates } from '../../src-inference/contract/index.ts';
import type { EngineProcess } from '../supervisor/index.ts';
import { printJson, printLine } from './output.ts';
import { ProgressBar } from './progress-bar.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

export interface StressCommandOptions {
  readonly recipe: string;
  readonly accuracy: number;
  readonly parts: number;
  readonly seed: number;
  readonly recordings: number;
  readonly measured: boolean;
  readonly withLimit: boolean;
  /** Ids of conditions; null: all of them. */
  readonly conditions: readonly string[] | null;
  readonly json: boolean;
}

export async function evaluateStress(engineEntry: URL, options: StressCommandOptions): Promise<void> {
  const { conditions: chosen, json, ...line } = options;
  const ids = chosen ?? (await conditionsOf(engineEntry)).map(({ id }) => id);
  const rows: StressRow[] = [];
  const bar = new ProgressBar();
  let done = 0;
  const show = (): void => bar.show(done / ids.length, `${done} of ${ids.length} conditions`);
  show();
  await inEngines(engineEntry, ids, async (engine, condition, at) => {
    rows[at] = await engine.request('stressChecker', { ...line, condition });
    done++;
    show();
  });
  bar.clear();
  if (json) printJson({ stress: rows });
  else printStress(options, rows);
}

async function conditionsOf(engineEntry: URL): Promise<readonly StressCondition[]> {
  return await withEngine(
    engineEntry,
    () => undefined,
    (engine) => engine.request('listStressConditions', {}),
  );
}

/** Each processor has an engine of its own, which takes one piece of work after the other. */
async function inEngines<Work>(
  engineEntry: URL,
  work: readonly Work[],
  perform: (engine: EngineProcess, work: Work, at: number) => Promise<void>,
): Promise<void> {
  const waiting = [...work.entries()];
  const engines = Math.min(availableParallelism(), work.length);
  const run = (): Promise<void> =>
    withEngine(
      engineEntry,
      () => undefined,
      async (engine) => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          await perform(engine, next[1], next[0]);
        }
      },
    );
  await Promise.all(Array.from({ length: engines }, run));
}

const rateColumns = [
  ['goodFailed', 'good failed'],
  ['goodWarned', 'good warned'],
  ['badPassed', 'bad passed'],
  ['badWarned', 'bad warned'],
] as const satisfies readonly (readonly [keyof VerdictRates, string])[];

function printStress({ parts, seed, accuracy }: StressCommandOptions, rows: readonly StressRow[]): void {
  printLine(
    `${parts} simulated parts for each row (seed ${seed}), accuracy ${accuracy}; in brackets the limit.\n`,
  );
  const cells = rows.map((row) => ({
    cells: [
      row.condition,
      ...rateColumns.map(([key]) =>
        row.limit === null ? percentage(row[key]) : `${percentage(row[key])} (${percentage(row.limit[key])})`,
      ),
    ],
  }));
  printLine(table(['condition', ...rateColumns.map(([, title]) => title)], cells, [1, 2, 3, 4]));
}

function percentage(rate: number): string {
  return (rate * 100).toFixed(1);
}
