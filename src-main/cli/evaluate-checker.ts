// stepwatch evaluate-checker: measures how well the checker judges simulated parts and annotated assemblies.
import { basename } from 'node:path';
import {
  type AnnotatedRow,
  annotatedPolicies,
  type CheckerRates,
  policies,
  type Rates,
  type SimulatedPolicy,
  type SimulationRow,
} from '../../src-inference/contract/index.ts';
import { printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';
import { writeResultFile } from './write-file.ts';

export interface EvaluateCheckerOptions {
  readonly recipe: string;
  readonly annotations: string | null;
  readonly parts: number;
  readonly seed: number;
  readonly recordings: number;
  readonly stepSeconds: readonly [number, number];
  /** Thresholds at which the checker is measured; null: the default threshold, with all policies. */
  readonly thresholds: readonly number[] | null;
  /** File for the error rates at the thresholds; null: none. */
  readonly rates: string | null;
  readonly json: boolean;
}

const accuracies = [0.95, 0.9, 0.78, 0.7] as const;
const noises = [1, 0.9, 0.78] as const;
/** Points of the curve from which people choose a threshold. */
const defaultThresholds = [0.6, 0.8, 0.9, 0.95, 0.97, 0.99] as const;
const simulatedPolicies: readonly SimulatedPolicy[] = [...policies, 'wholePart'];

export async function evaluateChecker(engineEntry: URL, options: EvaluateCheckerOptions): Promise<void> {
  const { recipe, annotations, parts, seed, recordings, stepSeconds, rates, json } = options;
  const thresholds = options.thresholds ?? (rates === null ? null : defaultThresholds);
  const simulation: (SimulationRow & { failAbove?: number })[] = [];
  const annotated: AnnotatedRow[] = [];
  await withEngine(
    engineEntry,
    null,
    () => undefined,
    async (engine) => {
      const line = { recipe, parts, seed, recordings, stepSeconds };
      if (!json) printLine(headline(options));
      for (const accuracy of accuracies) {
        for (const failAbove of thresholds ?? []) {
          const row = await engine.request('simulateParts', {
            ...line,
            accuracy,
            policy: 'alignment',
            failAbove,
          });
          simulation.push({ ...row, failAbove });
        }
        for (const policy of thresholds === null ? simulatedPolicies : []) {
          simulation.push(
            await engine.request('simulateParts', { ...line, accuracy, policy, failAbove: null }),
          );
        }
      }
      if (!json) printSimulation(simulation);
      for (const noise of annotations === null ? [] : noises) {
        for (const policy of annotatedPolicies) {
          const input = { directory: annotations!, noise, policy, seed };
          annotated.push(await engine.request('measureAnnotated', input));
        }
      }
    },
  );
  if (rates !== null) writeRates(rates, options, simulation);
  if (json) printJson({ simulation, annotated });
  else if (annotated.length > 0) printAnnotated(annotated);
}

function writeRates(
  path: string,
  { recipe, parts, seed, stepSeconds }: EvaluateCheckerOptions,
  simulation: readonly (SimulationRow & { failAbove?: number })[],
): void {
  const rounded = (rate: number): number => Math.round(rate * 1e4) / 1e4;
  const rows = simulation.map((row) => ({
    accuracy: row.accuracy,
    failAbove: row.failAbove!,
    goodFailed: rounded(row.goodFailed),
    goodWarned: rounded(row.goodWarned),
    badPassed: rounded(row.badPassed),
    badWarned: rounded(row.badWarned),
  }));
  const table: CheckerRates = {
    recipe: basename(recipe).replace(/\.yaml$/, ''),
    condition: 'usual',
    stepSeconds,
    parts,
    seed,
    rows,
  };
  writeResultFile(path, `${JSON.stringify(table, null, 2)}\n`, 'replace');
}

function headline({ parts, seed, recordings, stepSeconds }: EvaluateCheckerOptions): string {
  return [
    `${parts} simulated parts for each row (seed ${seed}), one in five with one mistake; steps of ${stepSeconds.join(' to ')} s,`,
    `windows of 1 s every 0.5 s, errors in bursts; usual step times and the errors of the network are learned from ${recordings} good parts.`,
    'wholePart is the best possible result: it sees the whole part and knows the model that simulates it.',
    '',
  ].join('\n');
}

function printSimulation(rows: readonly (SimulationRow & { failAbove?: number })[]): void {
  const columns = [
    'accuracy',
    'policy',
    'good failed',
    'good warned',
    'bad passed',
    'bad warned',
    'step F1',
    'edit',
    'delay',
    'p95',
  ];
  const cells = rows.map((row) => ({
    cells: [
      row.accuracy.toFixed(2),
      row.failAbove === undefined ? row.policy : `fail above ${row.failAbove}`,
      rate(row.goodFailed),
      rate(row.goodWarned),
      rate(row.badPassed),
      rate(row.badWarned),
      row.stepF1?.toFixed(3) ?? '',
      row.editScore?.toFixed(3) ?? '',
      seconds(row.delaySeconds.p50),
      seconds(row.delaySeconds.p95),
    ],
  }));
  printLine(table(columns, cells, [0, 2, 3, 4, 5, 6, 7, 8, 9]));
}

function printAnnotated(rows: readonly AnnotatedRow[]): void {
  printLine(
    '\nAnnotated assemblies, each judged with what was learned from the others: precision / recall / F1',
  );
  const cells = rows.map((row) => ({
    cells: [
      row.noise === 1 ? 'exact' : row.noise.toFixed(2),
      row.policy,
      triple(row.orderingMistakes),
      triple(row.allMistakes),
      triple(row.sequences),
    ],
  }));
  printLine(table(['labels', 'policy', 'ordering mistakes', 'all mistakes', 'sequences'], cells, []));
}

function triple({ precision, recall, f1 }: Rates): string {
  return [precision, recall, f1].map((value) => value.toFixed(2)).join(' / ');
}

function rate(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function seconds(value: number | null): string {
  return value === null ? '' : `${value.toFixed(1)} s`;
}
