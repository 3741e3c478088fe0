// The evaluation as a page: quality on windows and segments, the confusion matrix, and the verdicts.
import {
  type ErrorModel,
  type EvaluatedNetwork,
  type EvaluationReport,
  type JudgedVideo,
  networkName,
} from '../../src-inference/contract/index.ts';
import { errorsText } from './errors-text.ts';
import { barChart, confusionTable, htmlTable, page, paragraph, section } from './page.ts';

const rate = (value: number): string => value.toFixed(4);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** Whether the verdict differs from the expected one in the file beside the video. */
export function isUnexpected({ expected, verdict }: JudgedVideo): boolean {
  return expected !== null && expected !== verdict;
}

export function evaluationPage(report: EvaluationReport): string {
  const { networks } = report;
  const intro = `${report.data}: ${report.videos} videos, ${networks[0]!.windows} windows.`;
  return page(`Evaluation of ${report.model}`, intro, [
    section(
      'Windows',
      htmlTable(
        ['Network', 'Accuracy', 'Precision', 'Recall', 'F1', 'Calibration error'],
        networks.map((one) => [
          `${networkName(one.choice)} on ${one.choice.backend}`,
          ...[one.accuracy, one.precision, one.recall, one.f1, one.calibrationError].map(rate),
        ]),
      ),
      barChart(
        'Accuracy on windows',
        networks.map((one) => ({ name: networkName(one.choice), values: [one.accuracy] })),
        percent,
        [],
        1,
      ),
    ),
    section('Segments', segments(networks)),
    ...networks.flatMap((one) => details(one, report.labels)),
  ]);
}

function segments(networks: readonly EvaluatedNetwork[]): string {
  const rows = networks.flatMap((one) =>
    [
      { name: 'windows', quality: one.segments },
      { name: 'checker', quality: one.checker },
    ].flatMap(({ name, quality }) =>
      quality
        ? [
            [
              `${networkName(one.choice)}, ${name}`,
              ...[quality.editScore, quality.f1At10, quality.f1At25, quality.f1At50].map(rate),
            ],
          ]
        : [],
    ),
  );
  return htmlTable(['Network, segments by', 'Edit score', 'F1@10', 'F1@25', 'F1@50'], rows);
}

/** Only bins that have windows. */
function confidenceTable({ confidence: { right, wrong } }: ErrorModel): string {
  const rows = right.flatMap((count, bin) => {
    const all = count + wrong[bin]!;
    const range = `${(bin / right.length).toFixed(1)} to ${((bin + 1) / right.length).toFixed(1)}`;
    return all === 0 ? [] : [[range, String(all), percent(count / all)]];
  });
  return htmlTable(['Probability after scaling', 'Windows', 'Right'], rows);
}

function details(one: EvaluatedNetwork, labels: readonly string[]): readonly string[] {
  const name = networkName(one.choice);
  const parts = [
    section(
      `${name}: labels`,
      htmlTable(
        ['Label', 'Precision', 'Recall', 'F1', 'Windows'],
        one.perClass.map((c) => [c.label, rate(c.precision), rate(c.recall), rate(c.f1), String(c.support)]),
      ),
    ),
    section(`${name}: true label (rows), named label (columns)`, confusionTable(labels, one.confusion)),
    section(`${name}: errors`, ...errorsText(one.errors).map(paragraph), confidenceTable(one.errors)),
  ];
  if (one.checker === null) return parts;
  const { verdicts } = one.checker;
  return [
    ...parts,
    section(
      `${name}: verdicts`,
      htmlTable(
        ['Video', 'Verdict', 'Expected'],
        verdicts.map(({ video, verdict, expected }) => [video, verdict, expected ?? '–']),
        (row) => isUnexpected(verdicts[row]!),
      ),
    ),
  ];
}
