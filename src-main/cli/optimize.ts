// stepwatch optimize DIR
import type { OptimizeOptions, OptimizeReport } from '../../src-inference/contract/index.ts';
import { withJob } from './job-progress.ts';
import { colors, counted, printJson, printLine } from './output.ts';
import { table } from './table.ts';

export async function optimize(
  engineEntry: URL,
  { json, ...options }: OptimizeOptions & { json: boolean },
): Promise<void> {
  const report = await withJob(engineEntry, (engine) => engine.request('optimize', options));
  if (json) return printJson(report);
  print(report);
}

function print(report: OptimizeReport): void {
  printLine(`${colors.bold(report.precision)}  ${report.path}  ${(report.bytes / 1e6).toFixed(1)} MB`);
  if (report.target !== null) printLine(`made for ${report.target}`);
  if (report.calibration !== null) {
    printLine(
      `calibrated with ${counted(report.calibration.clips, 'clip')}, ranges by ${report.calibration.method}`,
    );
  }
  const { clips, top1, largestDifference } = report.agreement;
  printLine(
    `${(100 * top1).toFixed(1)} % of ${counted(clips, 'held-out clip')} named as the exported network does, ` +
      `largest difference of a probability ${largestDifference.toFixed(4)}`,
  );
  if (report.accuracy !== null) {
    const { windows, fp32, optimized } = report.accuracy;
    printLine(
      `accuracy on ${windows} labelled clips: exported ${fp32.toFixed(4)}, optimised ${optimized.toFixed(4)}`,
    );
  }
  printOperators(report);
  if (report.passes.length === 0) return;
  printLine();
  const rows = report.passes.map(({ name, nodes, difference }) => ({
    cells: [name, String(nodes), difference.toExponential(1)],
  }));
  printLine(table(['after the pass', 'nodes', 'difference'], rows, [1, 2]));
}

function printOperators({ precision, operators, keptFloat }: OptimizeReport): void {
  const how = precision === 'fp32Lowered' ? 'convolutions over pictures' : 'operators in int8';
  const rest = operators.float.map(({ op, count }) => `${count} ${op}`).join(', ');
  printLine(`${operators.optimized} ${how}${rest === '' ? '' : `; as they were: ${rest}`}`);
  if (keptFloat.length === 0) return;
  printLine(`put back to float, since the answers changed too much: ${keptFloat.join(', ')}`);
}
