// stepwatch model DIR
import {
  type Agreement,
  type ModelInfo,
  type ModelQuality,
  networkName,
} from '../../src-inference/contract/index.ts';
import { errorsText } from './errors-text.ts';
import { withJob } from './job-progress.ts';
import { colors, printJson, printLine } from './output.ts';
import { table } from './table.ts';

export async function describeModel(
  engineEntry: URL,
  options: { directory: string; accept: boolean; json: boolean },
): Promise<void> {
  const { directory, accept } = options;
  const model = await withJob(engineEntry, async (engine) => {
    if (accept) await engine.request('acceptModel', { directory });
    return engine.request('readModel', { directory });
  });
  if (options.json) return printJson(model);
  printLine(colors.bold(model.name));
  if (model.description) printLine(model.description);
  printLine();
  printLine(`window  ${model.windowSeconds} s, a new one every ${model.hopSeconds} s`);
  printLine(`input   ${model.input}`);
  printLine(`runs    ${networkName(model.choice)} on ${model.choice.backend}: ${model.choice.reason}`);
  for (const file of model.files) {
    printLine();
    printLine(`${networkName(file)}  ${file.path}  ${fileSize(file.bytes)}`);
    if (!file.runsHere) printLine('not for this CPU: its answers would be wrong');
    if (file.sha256 === undefined)
      printLine(`no hash in the card: damage would not be noticed (--accept writes it)`);
    if (file.agreement) printAgreement(file.agreement);
    if (file.quality) printQuality(file.quality, model);
    else printLine('no measured quality in the card');
  }
}

function printAgreement({ clips, top1, largestDifference }: Agreement): void {
  printLine(
    `${(100 * top1).toFixed(1)} % of ${clips} held-out clips named as the exported network does, ` +
      `largest difference of a probability ${largestDifference.toFixed(4)}`,
  );
}

function fileSize(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function printQuality(quality: ModelQuality, model: ModelInfo): void {
  const rates = (['accuracy', 'precision', 'recall', 'f1'] as const)
    .map((name) => `${name} ${quality[name].toFixed(3)}`)
    .join('  ');
  printLine(`${rates}  on ${quality.windows} windows: ${quality.data}`);
  for (const line of quality.errors ? errorsText(quality.errors) : []) printLine(line);
  printLine();
  if (!quality.confusion) return;
  const numbers = model.labels.map((_, i) => String(i));
  const rows = quality.confusion.map((row, i) => {
    const { name } = model.labels[i]!;
    return {
      cells: [String(i), name + (name === model.background ? ' (background)' : ''), ...row.map(String)],
    };
  });
  printLine('Windows by true label (rows) and named label (columns)');
  printLine(table(['', 'label', ...numbers], rows, [0, ...numbers.map((_, i) => i + 2)]));
}
