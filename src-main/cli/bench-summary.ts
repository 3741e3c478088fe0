// The bench in a terminal.
import { type BenchReport, pytorchName } from './bench-report.ts';
import { colors, printLine } from './output.ts';
import { table } from './table.ts';

const dash = '–';

/** @param ratios Of each network's time to that of the exported one, in the same rounds. */
export function printBench(report: BenchReport, ratios: ReadonlyMap<string, number>): void {
  const { machine, network, variants } = report;
  printLine(
    `${machine.cpu}, ${machine.cores} cores (${machine.target}), ${Math.round(machine.memoryMb / 1024)} GB`,
  );
  printLine(
    colors.dim(
      `${machine.system}, Node ${machine.node}, ONNX Runtime ${machine.onnxruntime}` +
        `${machine.clockMhz === null ? '' : `, ${machine.clockMhz} MHz`}` +
        `${machine.temperatureC === null ? '' : `, ${machine.temperatureC} °C`}` +
        `${machine.gpu === null ? '' : `, GPU ${machine.gpu}`}, load ${machine.load} before the start`,
    ),
  );
  printLine(`${colors.bold(network.name)}  ${network.input}`);
  printLine(`window ${network.windowSeconds} s, a new one every ${network.hopSeconds} s, ${network.video}`);
  if (network.randomWeights) printLine(colors.dim('random weights: only speed is shown'));
  printLine();
  const rows = variants.map(({ name, inferenceMs, stagesMs, fps, peakRssMb, cpuPercent }) => {
    const isStation = name !== pytorchName;
    const ratio = ratios.get(name);
    return {
      cells: [
        name,
        `${inferenceMs.p50}`,
        `${inferenceMs.p95}`,
        ratio === undefined ? dash : ratio.toFixed(3),
        ...(isStation
          ? [`${stagesMs.decode}`, `${stagesMs.preprocess}`, `${stagesMs.annotate}`, `${stagesMs.output}`]
          : [dash, dash, dash, dash]),
        ...(isStation ? [`${fps}`, `${peakRssMb}`, `${cpuPercent}`] : [dash, dash, dash]),
      ],
    };
  });
  const header = [
    ...['network', 'p50 ms', 'p95 ms', 'ratio'],
    ...['decode', 'preproc.', 'annotate', 'output', 'fps', 'MB', 'CPU %'],
  ];
  printLine(table(header, rows, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  printLine();
  printLine(
    colors.dim(
      'p50, p95: the network alone, one window. ratio: to exported-fp32, median of rounds in turns. Stages: milliseconds for one ' +
        'second of video (plain: wall time for one window). fps, MB, CPU %: the whole station with annotation and shared memory.',
    ),
  );
}
