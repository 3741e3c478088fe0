// stepwatch evaluate DIR --data DIR
import { writeFile } from 'node:fs/promises';
import type {
  EvaluatedNetwork,
  EvaluateOptions,
  EvaluationReport,
} from '../../src-inference/contract/index.ts';
import { evaluationPage } from './evaluation-page.ts';
import { withJob } from './job-progress.ts';
import { colors, counted, printJson, printLine, verdictText } from './output.ts';
import { table } from './table.ts';

export async function evaluate(
  engineEntry: URL,
  { json, html, ...options }: EvaluateOptions & { json: boolean; html: string | null },
): Promise<void> {
  const report = await withJob(engineEntry, (engine) => engine.request('evaluate', options));
  if (html !== null) await writeFile(html, evaluationPage(report));
  if (json) return printJson(report);
  print(report, options.write);
}

const rate = (value: number): string => value.toFixed(4);

function print(report: EvaluationReport, isWritten: boolean): void {
  const [first] = report.networks;
  printLine(
    `${colors.bold(report.model)}  ${counted(report.videos, 'video')}, ${first!.windows} windows: ${report.data}`,
  );
  printLine();
  printLine(
    table(
      ['network', 'backend', 'accuracy', 'precision', 'recall', 'F1', 'calibration error'],
      report.networks.map((one) => ({
        cells: [
          one.choice.precision,
          one.choice.backend,
          ...[one.accuracy, one.precision, one.recall, one.f1, one.calibrationError].map(rate),
        ],
      })),
      [2, 3, 4, 5, 6],
    ),
  );
  printLine();
  printLine(segmentTable(report.networks));
  for (const one of report.networks) if (one.checker) printVerdicts(one);
  for (const one of report.networks) printClasses(one);
  if (isWritten) printLine(colors.dim('The results are in the card.'));
}

function segmentTable(networks: readonly EvaluatedNetwork[]): string {
  const rows = networks.flatMap((one) =>
    [
      { name: 'windows', quality: one.segments },
      { name: 'checker', quality: one.checker },
    ].flatMap(({ name, quality }) =>
      quality === null
        ? []
        : [
            {
              cells: [
                one.choice.precision,
                name,
                ...[quality.editScore, quality.f1At10, quality.f1At25, quality.f1At50].map(rate),
              ],
            },
          ],
    ),
  );
  return table(['network', 'segments by', 'edit score', 'F1@10', 'F1@25', 'F1@50'], rows, [2, 3, 4, 5]);
}

function printVerdicts({ choice, checker }: EvaluatedNetwork): void {
  const known = checker!.verdicts.filter(({ expected }) => expected !== null);
  const right = known.filter(({ expected, verdict }) => expected === verdict).length;
  printLine();
  printLine(`verdicts with ${choice.precision}: ${right} of ${known.length} as expected`);
  for (const { video, expected, verdict } of checker!.verdicts) {
    const remark = expected === null || expected === verdict ? '' : `  expected ${expected}`;
    printLine(`  ${video.padEnd(24)} ${verdictText(verdict)}${remark}`);
  }
}

function printClasses({ choice, perClass }: EvaluatedNetwork): void {
  printLine();
  printLine(
    table(
      [`label (${choice.precision})`, 'precision', 'recall', 'F1', 'windows'],
      perClass.map((one) => ({
        cells: [one.label, rate(one.precision), rate(one.recall), rate(one.f1), String(one.support)],
      })),
      [1, 2, 3, 4],
    ),
  );
}
