// stepwatch evaluate-checker --stress: how well the checker judges under the conditions that real lines have, and how many
// mistakes it tells at a rate of false alarms.
import { availableParallelism } from 'node:os';
import type { RecallRow, StressRow, VerdictRates } from '../../src-inference/contract/index.ts';
import type { EngineProcess } from '../supervisor/index.ts';
import { printJson, printLine } from './output.ts';
import { ProgressBar } from './progress-bar.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

export interface StressCommandOptions {
  readonly recipe: string;
  /** Folder of annotated assemblies on which the recall is measured too; null: none. */
  readonly annotations: string | null;
  readonly accuracy: number;
  readonly parts: number;
  readonly seed: number;
  readonly recordings: number;
  readonly measured: boolean;
  readonly withLimit: boolean;
  /** Ids of conditions; null: all of them, and the recall. */
  readonly conditions: readonly string[] | null;
  readonly json: boolean;
}

export async function evaluateStress(engineEntry: URL, options: StressCommandOptions): Promise<void> {
  const { annotations, conditions, withLimit, json, ...line } = options;
  const all = await withEngine(
    engineEntry,
    null,
    () => undefined,
    (engine) => engine.request('listStressConditions', {}),
  );
  const ids = conditions ?? all.map(({ id }) => id);
  const rows = new Map<string, StressRow>();
  const recall: RecallRow[] = [];
  const work: { readonly name: string; perform(engine: EngineProcess): Promise<void> }[] = [];
  for (const id of ids) {
    work.push({
      name: all.find((one) => one.id === id)?.name ?? id,
      async perform(engine) {
        rows.set(id, await engine.request('stressChecker', { ...line, condition: id, withLimit }));
      },
    });
  }
  if (conditions === null) {
    for (const directory of annotations === null ? [null] : [null, annotations]) {
      work.push({
        name: 'recall',
        async perform(engine) {
          recall.push(await engine.request('measureRecall', { ...line, directory }));
        },
      });
    }
  }
  await inEngines(engineEntry, work);
  const stress = ids.map((id) => rows.get(id)!);
  if (json) printJson(recall.length > 0 ? { stress, recall } : { stress });
  else {
    printStress(options, stress);
    if (recall.length > 0) printRecall(recall);
  }
}

/** Each processor has an engine of its own, which takes one piece of work after the other. */
async function inEngines(
  engineEntry: URL,
  work: readonly { readonly name: string; perform(engine: EngineProcess): Promise<void> }[],
): Promise<void> {
  const waiting = [...work];
  const bar = new ProgressBar();
  let done = 0;
  const run = (): Promise<void> =>
    withEngine(
      engineEntry,
      null,
      () => undefined,
      async (engine) => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          bar.show(done / work.length, next.name);
          await next.perform(engine);
          done++;
        }
      },
    );
  try {
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), work.length) }, run));
  } catch (thrown) {
    // The other engines end with the work that they have begun.
    waiting.length = 0;
    throw thrown;
  } finally {
    bar.clear();
  }
}

const rateColumns = [
  ['goodFailed', 'good failed'],
  ['goodWarned', 'good warned'],
  ['badPassed', 'bad passed'],
  ['badWarned', 'bad warned'],
] as const satisfies readonly (readonly [keyof VerdictRates, string])[];

function printStress(options: StressCommandOptions, rows: readonly StressRow[]): void {
  const { parts, seed, accuracy, recordings, measured } = options;
  const known = measured ? `measured on ${recordings} good parts` : 'not measured';
  printLine(
    [
      `${parts} simulated parts for each row (seed ${seed}), one in five with one mistake; the accuracy of the network is ${accuracy},`,
      `its errors are ${known}. Percent of the good or of the bad parts, in brackets the 95 % interval.`,
      'The limit has the same columns: it sees the whole part, and knows the real durations and the real network.',
      '',
    ].join('\n'),
  );
  const cells = rows.map((row) => ({
    cells: [
      row.condition,
      ...rateColumns.map(([key]) => {
        const [low, high] = row.intervals[key];
        return `${percent(row[key])} (${percent(low)}-${percent(high)})`;
      }),
      row.limit === null ? '' : rateColumns.map(([key]) => percent(row.limit![key])).join(' / '),
    ],
    note: noteOf(row),
  }));
  printLine(table(['condition', ...rateColumns.map(([, title]) => title), 'limit'], cells, [1, 2, 3, 4, 5]));
}

function noteOf({ toldAsBatch, toldAsJoined }: StressRow): string {
  if (toldAsBatch !== null) return `told as parts at once: ${percent(toldAsBatch)}`;
  return toldAsJoined === null ? '' : `told as not seen from the start: ${percent(toldAsJoined)}`;
}

function printRecall(rows: readonly RecallRow[]): void {
  printLine('\nRecall of the mistakes at a rate of false alarms, and that of the best clock');
  const rates = rows[0]!.recall.map(({ falseAlarmsPerMinute }) => falseAlarmsPerMinute);
  const cells = rows.map(({ source, parts, mistakes, minutes, recall }) => ({
    cells: [
      source,
      String(parts),
      String(mistakes),
      minutes.toFixed(0),
      ...recall.map(({ checker, clock }) => `${checker.toFixed(2)} (clock ${clock.toFixed(2)})`),
    ],
  }));
  const columns = ['of', 'parts', 'mistakes', 'minutes', ...rates.map((rate) => `${rate} a minute`)];
  printLine(table(columns, cells, [1, 2, 3, 4, 5, 6]));
}

function percent(rate: number): string {
  return (rate * 100).toFixed(1);
}
