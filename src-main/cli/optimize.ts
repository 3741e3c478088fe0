// stepwatch optimize DIR
import {
  networkName,
  type OptimizedNetwork,
  type OptimizeOptions,
  type OptimizeReport,
} from '../../src-inference/contract/index.ts';
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

function print({ networks, passes }: OptimizeReport): void {
  networks.forEach((network, i) => {
    if (i > 0) printLine();
    printNetwork(network);
  });
  if (passes.length === 0) return;
  printLine();
  const rows = passes.map(({ name, nodes, difference }) => ({
    cells: [name, String(nodes), difference.toExponential(1)],
  }));
  printLine(table(['after the pass', 'nodes', 'difference'], rows, [1, 2]));
}

function printNetwork(network: OptimizedNetwork): void {
  printLine(`${colors.bold(networkName(network))}  ${network.path}  ${(network.bytes / 1e6).toFixed(1)} MB`);
  if (network.calibration !== null) {
    const { clips, method } = network.calibration;
    printLine(`calibrated with ${counted(clips, 'clip')}, ranges by ${method}`);
  }
  const { clips, top1, largestDifference } = network.agreement;
  printLine(
    `${(100 * top1).toFixed(1)} % of ${counted(clips, 'held-out clip')} named as the exported network does, ` +
      `largest difference of a probability ${largestDifference.toFixed(4)}`,
  );
  if (network.accuracy !== null) {
    const { windows, fp32, optimized } = network.accuracy;
    printLine(
      `accuracy on ${windows} labelled clips: exported ${fp32.toFixed(4)}, optimised ${optimized.toFixed(4)}`,
    );
  }
  printOperators(network);
}

function printOperators({ precision, operators, keptFloat, rules }: OptimizedNetwork): void {
  const how = precision === 'fp32Lowered' ? 'convolutions over pictures' : 'operators in int8';
  const rest = operators.float.map(({ op, count }) => `${count} ${op}`).join(', ');
  const asWhat = precision === 'int8Qdq' ? 'in half precision' : 'as they were';
  printLine(`${operators.optimized} ${how}${rest === '' ? '' : `; ${asWhat}: ${rest}`}`);
  if (rules !== null)
    printLine(`keeps all ${rules} rules of TensorRT for explicit quantization that are checked`);
  if (keptFloat.length === 0) return;
  printLine(`put back to float, since the answers changed too much: ${keptFloat.join(', ')}`);
}
