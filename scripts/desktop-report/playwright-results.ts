// Reads what Playwright's JSON reporter wrote (playwright.dev/docs/test-reporters#json-reporter): one entry for each test. Pure.
import { stripVTControlCharacters } from 'node:util';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';

export type Outcome = 'passed' | 'failed' | 'flaky' | 'skipped';

export interface TestOutcome {
  /** Name of the file with the test. */
  readonly spec: string;
  /** With the groups that it is in. */
  readonly title: string;
  readonly outcome: Outcome;
  /** Of all attempts. */
  readonly seconds: number;
  /** Why it was skipped, or the first line of what went wrong; empty when it passed. */
  readonly remark: string;
  /** Paths of the pictures that it took. */
  readonly pictures: readonly string[];
}

export interface Results {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly tests: readonly TestOutcome[];
  /** What went wrong outside of tests, such as a file that does not load. */
  readonly errors: readonly string[];
}

const outcomes = {
  expected: 'passed',
  unexpected: 'failed',
  flaky: 'flaky',
  skipped: 'skipped',
} as const satisfies Record<
  JSONReport['suites'][number]['specs'][number]['tests'][number]['status'],
  Outcome
>;

export function readResults({ suites, stats, errors }: JSONReport): Results {
  return {
    startedAt: stats.startTime,
    seconds: stats.duration / 1000,
    // The outermost suite is the file; its title is the name of the file.
    tests: suites.flatMap((suite) => testsOf(suite, [])),
    errors: errors.map(({ message }) => firstLine(message)),
  };
}

function testsOf({ file, specs, suites = [] }: JSONReportSuite, groups: readonly string[]): TestOutcome[] {
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ status, results, annotations }): TestOutcome => {
      const skip = annotations.find(({ type }) => type === 'skip')?.description ?? '';
      const failure = results.flatMap((result) => result.errors).at(0)?.message;
      return {
        spec: file.replace(/^.*\//, ''),
        title: [...groups, spec.title].join(' › '),
        outcome: outcomes[status],
        seconds: results.reduce((sum, { duration }) => sum + duration / 1000, 0),
        remark: status === 'skipped' ? skip : firstLine(failure),
        pictures: results.flatMap(({ attachments }) =>
          attachments.flatMap(({ contentType, path }) =>
            contentType === 'image/png' && path !== undefined ? [path] : [],
          ),
        ),
      };
    }),
  );
  return [...own, ...suites.flatMap((inner) => testsOf(inner, [...groups, inner.title]))];
}

/** Without the colours of a terminal. */
function firstLine(message = ''): string {
  return stripVTControlCharacters(message).trim().split('\n')[0] ?? '';
}
