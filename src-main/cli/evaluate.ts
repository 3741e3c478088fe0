// stepwatch evaluate DIR --data DIR
import {
  type EvaluatedNetwork,
  type EvaluateOptions,
  type EvaluationReport,
  networkName,
} from '../../src-inference/contract/index.ts';
import { errorsText } from './errors-text.ts';
import { evaluationPage, isUnexpected } from './evaluation-page.ts';
import { withJob } from './job-progress.ts';
import { colors, counted, printJson, printLine, verdictText } from './output.ts';
import { table } from './table.ts';
import { writeResultFile } from './write-file.ts';

export async function evaluate(
  engineEntry: URL,
  { json, html, ...options }: EvaluateOptions & { json: boolean; html: string | null },
): Promise<void> {
  const report = await withJob(engineEntry, (engine) => engine.request('evaluate', options));
  if (html !== null) writeResultFile(html, evaluationPage(report), 'replace');
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
          networkName(one.choice),
          one.choice.backend,
          ...[one.accuracy, one.precision, one.recall, one.f1, one.calibrationError].map(rate),
        ],
      })),
      [2, 3, 4, 5, 6],
    ),
  );
  printLine();
  for (const { choice, errors } of report.networks) {
    const [first, ...more] = errorsText(errors);
    printLine(`${networkName(choice)} is ${first}`);
    for (const line of more) printLine(`  ${line}`);
  }
  printLine();
  printLine(segmentTable(report.networks));
  if (report.recipe !== null) printVerdicts(report.networks);
  printLine();
  printLine(classTable(report));
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
                networkName(one.choice),
                name,
                ...[quality.editScore, quality.f1At10, quality.f1At25, quality.f1At50].map(rate),
              ],
            },
          ],
    ),
  );
  return table(['network', 'segments by', 'edit score', 'F1@10', 'F1@25', 'F1@50'], rows, [2, 3, 4, 5]);
}

/** How many were right, and one by one only what was not. */
function printVerdicts(networks: readonly EvaluatedNetwork[]): void {
  printLine();
  for (const { choice, checker } of networks) {
    const known = checker!.verdicts.filter(({ expected }) => expected !== null);
    const wrong = known.filter(isUnexpected);
    printLine(
      `verdicts with ${networkName(choice)}: ${known.length - wrong.length} of ${known.length} as expected`,
    );
    for (const { video, expected, verdict } of wrong) {
      printLine(`  ${video}  ${verdictText(verdict)}, expected ${expected}`);
    }
  }
}

/** Precision and recall of each label are in the page and in the JSON: here their harmonic mean tells enough. */
function classTable({ networks, labels }: EvaluationReport): string {
  return table(
    ['label', ...networks.map(({ choice }) => `F1 ${networkName(choice)}`), 'windows'],
    labels.map((label, i) => ({
      cells: [
        label,
        ...networks.map(({ perClass }) => rate(perClass[i]!.f1)),
        String(networks[0]!.perClass[i]!.support),
      ],
    })),
    [...networks.map((_, i) => i + 1), networks.length + 1],
  );
}
