// Prints the result of a check for a person: a table of all steps, the missing steps, the verdict.
import type { CheckReport } from './check-report.ts';
import { clock, colors, counted, percent, printLine, statusText, verdictText } from './output.ts';
import { table } from './table.ts';

export function printSummary(report: CheckReport, recipeSteps: number, recordDirectory: string | null): void {
  printLine();
  if (report.steps.length > 0) printSteps(report);
  else printLine('No part was found in this video.');
  printLine();
  if (report.missing.length > 0) printLine(`Missing: ${missingSteps(report, recipeSteps)}`);
  const { video, timing } = report;
  const speed = (video.seconds / timing.seconds).toFixed(1);
  const facts = `${video.frames} frames in ${timing.seconds.toFixed(1)} s, ${speed} times real time`;
  printLine(`Verdict: ${verdictText(report.verdict)}  ${colors.dim(facts)}`);
  if (recordDirectory !== null) printLine(colors.dim(`Log: ${recordDirectory}`));
}

function printSteps({ steps, parts }: CheckReport): void {
  const columns = ['part', 'step', 'expected', 'seen', 'start', 'end', 'prob.', 'status'];
  const numbers = new Set(['part', 'step', 'start', 'end', 'prob.']);
  const shown = columns.filter((column) => column !== 'part' || parts > 1);
  const rows = steps.map((step) => {
    const cells: Record<string, string> = {
      part: String(step.part),
      step: step.index === null ? '' : String(step.index),
      expected: step.expected ?? colors.dim('nothing'),
      seen: step.status === 'missed' ? colors.dim('nothing') : step.label,
      start: step.start === null ? '' : clock(step.start),
      end: step.end === null ? '' : clock(step.end),
      'prob.': percent(step.probability),
      status: statusText(step),
    };
    const isInTable = step.status === 'wrong' || step.status === 'missed';
    return { cells: shown.map((column) => cells[column]!), note: isInTable ? '' : step.remark };
  });
  const right = shown.flatMap((column, i) => (numbers.has(column) ? [i] : []));
  printLine(table(shown, rows, right));
}

function missingSteps({ missing, parts }: CheckReport, recipeSteps: number): string {
  if (parts <= 1 && missing.length === recipeSteps) return `all ${counted(recipeSteps, 'step')}`;
  return missing
    .map(({ part, index, label }) => `${label} (${parts > 1 ? `part ${part}, ` : ''}step ${index})`)
    .join(', ');
}
