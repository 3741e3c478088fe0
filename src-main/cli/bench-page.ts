// The bench as a page: the charts that RidgeRun's published Jetson demo shows, with the numbers of this machine.
import { type BenchReport, pytorchName } from './bench-report.ts';
import { loadSentence, roundsText } from './bench-summary.ts';
import { barChart, htmlTable, page, paragraph, section } from './page.ts';

const stages = ['decode', 'preprocess', 'inference', 'annotate', 'output'] as const;
const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

export function benchPage(report: BenchReport): string {
  const { machine, load, network, variants, warnings } = report;
  const stations = variants.filter(({ name }) => name !== pytorchName);
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.threads} threads, int8 for ${machine.target}, ONNX Runtime ${machine.onnxruntime}, Node ${machine.node}`;
  return page(`${network.name} on this machine`, where, [
    ...warnings.map((warning) => paragraph(`Warning: ${warning}`)),
    ...(network.randomWeights
      ? [paragraph('The weights are random: only speed is shown, and no answer means anything.')]
      : []),
    section(
      'Frames per second',
      barChart(
        `The whole station on ${network.video}: decoding, network (a window every ${network.hopSeconds} s), annotation, shared memory`,
        stations.map(({ name, fps }) => ({ name, values: [fps] })),
        (value) => `${value.toFixed(1)} fps`,
      ),
    ),
    section(
      'Inference',
      barChart(
        'Median time for one window',
        variants.map(({ name, inferenceMs }) => ({ name, values: [inferenceMs.p50] })),
        milliseconds,
      ),
    ),
    section(
      'Where the time goes',
      barChart(
        'Stages for one window. Plain: one after the other, wall time. Others: decoding, annotation and output as processor time for one second of video, beside the network',
        stations.map(({ name, stagesMs }) => ({ name, values: stages.map((stage) => stagesMs[stage]) })),
        milliseconds,
        stages,
      ),
    ),
    section(
      'Memory',
      barChart(
        'Peak of the engine, with GStreamer and the network',
        stations.map(({ name, peakRssMb }) => ({ name, values: [peakRssMb] })),
        (value) => `${value.toFixed(0)} MB`,
      ),
    ),
    section(
      'All numbers',
      htmlTable(
        [
          'Network',
          'p50 ms',
          'p95 ms',
          'rounds ms',
          'ratio',
          ...stages.map((stage) => `${stage} ms`),
          'fps',
          'MB',
          'CPU %',
        ],
        variants.map(({ name, inferenceMs, rounds, ratio, stagesMs, fps, peakRssMb, cpuPercent }) => [
          name,
          ...[inferenceMs.p50, inferenceMs.p95].map(String),
          rounds === null ? '–' : roundsText(rounds),
          ratio?.toFixed(3) ?? '–',
          ...(name === pytorchName
            ? new Array(8).fill('–')
            : [...stages.map((stage) => stagesMs[stage]), fps, peakRssMb, cpuPercent].map(String)),
        ]),
        (row) => variants[row]!.rounds?.steady === false,
      ),
      paragraph(
        'Rounds: median of the fastest and of the slowest round, and their ratio; a network whose rounds differ by more than 1.5 times is marked. Ratio: time by that of the exported network, median over rounds in which the networks took turns.',
      ),
    ),
    section(
      'The machine',
      paragraph(`Load: ${loadSentence(load)}.`),
      htmlTable(
        ['What', ''],
        Object.entries(machine).map(([name, value]) => [name, value === null ? 'unknown' : String(value)]),
      ),
    ),
  ]);
}
