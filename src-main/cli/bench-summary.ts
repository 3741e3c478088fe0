// Prints the results of a bench in a terminal.

import type { MachineReading } from '../../src-inference/contract/index.ts';
import { type BenchReport, type BenchVariant, pytorchName, type Spread } from './bench-report.ts';
import type { LoadReport } from './machine-load.ts';
import { colors, printLine } from './output.ts';
import { type TableRow, table } from './table.ts';

const dash = '–';

export function printBench(report: BenchReport): void {
  const { machine, load, network, variants, warnings } = report;
  printLine(
    `${machine.cpu}, ${machine.cores} cores, ${machine.threads} threads for a network, ` +
      `${Math.round(machine.memoryMb / 1024)} GB`,
  );
  printLine(`CPU flags ${machine.cpuFlags.join(', ') || 'unknown'}; int8 networks for ${machine.target}`);
  printLine(
    colors.dim(
      `${machine.system}, Node ${machine.node}, ONNX Runtime ${machine.onnxruntime}` +
        readingText(machine.reading),
    ),
  );
  printLine(colors.dim(loadSentence(load)));
  printLine(`${colors.bold(network.name)}  ${network.input}`);
  printLine(`window ${network.windowSeconds} s, a new one every ${network.hopSeconds} s, ${network.video}`);
  if (network.randomWeights) printLine(colors.dim('random weights: only speed is shown'));
  printLine();
  printLine(table(header, variants.map(row), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
  printLine();
  for (const warning of warnings) printLine(`${colors.yellow('warning')}  ${warning}`);
  if (warnings.length > 0) printLine();
  for (const line of explanation) printLine(colors.dim(line));
}

const header = [
  ...['network', 'p50 ms', 'p95 ms', 'rounds ms', 'ratio'],
  ...['decode', 'preproc.', 'annotate', 'output', 'fps', 'MB', 'CPU %'],
];

const explanation = [
  'p50, p95: the network alone, one window. rounds: median of the fastest and of the slowest round, and their ratio.',
  'ratio: time by that of exported-fp32, median over rounds in which the networks took turns.',
  'decode, annotate, output: milliseconds for one second of video (plain: for one window). preproc.: for one window.',
  'fps, MB, CPU %: the whole station with annotation and shared memory.',
];

function row({
  name,
  inferenceMs,
  rounds,
  ratio,
  stagesMs,
  fps,
  peakRssMb,
  cpuPercent,
}: BenchVariant): TableRow {
  const isStation = name !== pytorchName;
  const numbers = [
    ...[stagesMs.decode, stagesMs.preprocess, stagesMs.annotate, stagesMs.output],
    ...[fps, peakRssMb, cpuPercent],
  ];
  return {
    cells: [
      name,
      `${inferenceMs.p50}`,
      `${inferenceMs.p95}`,
      rounds === null ? dash : roundsText(rounds),
      ratio === null ? dash : ratio.toFixed(3),
      ...numbers.map((value) => (isStation ? `${value}` : dash)),
    ],
    ...(rounds?.steady === false && { note: 'not steady' }),
  };
}

/** `913..952 (1.04x)` */
export function roundsText({ minMs, maxMs, ratio }: Spread): string {
  return `${minMs}..${maxMs} (${ratio.toFixed(2)}x)`;
}

export function loadSentence(load: LoadReport | null): string {
  if (load === null) return 'load of the machine: unknown';
  const { before, during, worst, cores, loadAverage } = load;
  const memory =
    during.memoryPressurePercent === null
      ? ''
      : `, memory was short for ${during.memoryPressurePercent} % of the time`;
  return (
    `other programs kept ${before.otherCores} of ${cores} cores busy before the start (load average ${loadAverage}), ` +
    `${during.otherCores} while measuring (at most ${worst.otherCores})${memory}`
  );
}

function readingText({ cpuMegahertz, cpuCelsius, watts, powerMode, throttled, gpu }: MachineReading): string {
  const parts = [
    unit(cpuMegahertz, 'MHz'),
    unit(cpuCelsius, '°C'),
    unit(watts, 'W'),
    powerMode && `power mode ${powerMode}`,
    throttled.length > 0 && `slowed down by ${throttled.join(' and ')}`,
    gpu &&
      `GPU ${[gpu.name, unit(gpu.loadPercent, '%'), unit(gpu.megahertz, 'MHz'), unit(gpu.celsius, '°C')].filter(Boolean).join(' ')}`,
  ];
  return parts.flatMap((part) => (part ? [`, ${part}`] : [])).join('');
}

function unit(value: number | null, name: string): string | null {
  return value === null ? null : `${value} ${name}`;
}
