// The report of a run of the desktop, as Markdown. Pure.
import type { Fuse } from './fuses.ts';
import type { Outcome, Results, TestOutcome } from './playwright-results.ts';

export interface DesktopRun {
  /** Name and value, in the order in which they are listed: versions, system, processor. */
  readonly machine: readonly (readonly [name: string, value: string])[];
  readonly results: Results;
  /** Folder of the pictures. */
  readonly pictures: string;
  /** Of each binary that was looked at, by its name. */
  readonly fuses: readonly (readonly [binary: string, fuses: readonly Fuse[]])[];
}

const marks: Readonly<Record<Outcome, string>> = {
  passed: 'passed',
  failed: '**FAILED**',
  flaky: 'passed at the second attempt',
  skipped: 'not run',
};

export function desktopReport({ machine, results, pictures, fuses }: DesktopRun): string {
  const count = (outcome: Outcome): number => results.tests.filter((test) => test.outcome === outcome).length;
  const verdict = hasPassed(results) ? 'All tests that the desktop has passed.' : 'Something FAILED.';
  return [
    '# The desktop program, as it was verified',
    '',
    `${verdict} ${count('passed')} passed, ${count('flaky')} at the second attempt, ${count('failed')} failed, ` +
      `${count('skipped')} not run; ${results.seconds.toFixed(0)} s, from ${results.startedAt}.`,
    '',
    ...results.errors.map((error) => `* Outside of a test: ${error}`),
    '## Machine',
    '',
    ...table(['', ''], machine),
    '## Tests',
    '',
    ...table(
      ['file', 'test', 'result', 's', ''],
      results.tests.map(({ spec, title, outcome, seconds, remark }) => [
        spec,
        title,
        marks[outcome],
        seconds.toFixed(1),
        remark,
      ]),
    ),
    '## Pictures',
    '',
    `${pictureCount(results.tests)} in \`${pictures}\`.`,
    '',
    ...fuses.flatMap(([binary, list]) => [
      `## Fuses of ${binary}`,
      '',
      ...table(
        ['fuse', 'state', 'wanted in the package'],
        list.map(({ name, state, wanted }) => [name, state, wanted ?? 'as published']),
      ),
    ]),
  ].join('\n');
}

/** A test that is only for served stations counts as passed; a run without any test does not. */
export function hasPassed({ tests, errors }: Results): boolean {
  const ran = tests.filter(({ outcome }) => outcome !== 'skipped');
  return errors.length === 0 && ran.length > 0 && ran.every(({ outcome }) => outcome !== 'failed');
}

function pictureCount(tests: readonly TestOutcome[]): string {
  const count = tests.reduce((sum, { pictures }) => sum + pictures.length, 0);
  return count === 1 ? 'One picture is' : `${count} pictures are`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line), ''];
}
