// The report of scripts/verify-desktop.sh, from what Playwright wrote on real runs of one test of live.spec.ts: in a served
// station (served.json), the same with no time (failed.json), in the desktop without Electron's binary (desktop.json).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JSONReport } from '@playwright/test/reporter';
import { afterAll, describe, expect, it } from 'vitest';
import { readFuses } from '../../../scripts/desktop-report/fuses.ts';
import { readResults } from '../../../scripts/desktop-report/playwright-results.ts';
import { desktopReport, hasPassed } from '../../../scripts/desktop-report/report.ts';
import { runProgram } from '../../run-program.ts';
import { writeStandInBinary } from '../electron/stand-in-binary.ts';

const repository = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-report-'));
const standIn = join(folder, 'electron');
writeStandInBinary(standIn);
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (name: string): string => join(import.meta.dirname, `${name}.json`);
const resultsOf = (name: string) => readResults(JSON.parse(readFileSync(pathOf(name), 'utf8')) as JSONReport);
const title = 'the language, the theme and the sound belong to the screen and are kept';

describe('the results of Playwright', () => {
  it('tell a test that passed, with its picture', () => {
    const { tests, errors, seconds } = resultsOf('served');
    expect(tests).toEqual([
      {
        spec: 'live.spec.ts',
        title,
        outcome: 'passed',
        seconds: expect.closeTo(11.0, 1),
        remark: '',
        pictures: [expect.stringMatching(/page-1-\w+\.png$/)],
      },
    ]);
    expect([errors, seconds]).toEqual([[], expect.closeTo(33.4, 1)]);
  });

  it('tell a test that failed by the first line of its error, without colours', () => {
    const [failed] = resultsOf('failed').tests;
    expect([failed?.outcome, failed?.remark]).toEqual([
      'failed',
      'Test timeout of 700ms exceeded while setting up "station".',
    ]);
  });

  it('tell why tests were not run', () => {
    const { tests } = resultsOf('desktop');
    expect(tests.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped']);
    expect(tests[0]?.remark).toContain("Electron's binary is not there");
  });

  it('are a pass when something ran and nothing failed', () => {
    expect(['served', 'failed', 'desktop'].map((name) => hasPassed(resultsOf(name)))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the fuses of a binary', () => {
  it('are listed with what the package wants of them', async () => {
    const fuses = await readFuses(standIn);
    expect(fuses).toHaveLength(9);
    expect(fuses).toContainEqual({ name: 'RunAsNode', state: 'on', wanted: 'off' });
    expect(fuses).toContainEqual({ name: 'OnlyLoadAppFromAsar', state: 'off', wanted: 'on' });
    expect(fuses).toContainEqual({ name: 'EnableCookieEncryption', state: 'off', wanted: null });
  });
});

describe('the report', () => {
  it('has machine, tests, pictures and fuses', async () => {
    const report = desktopReport({
      machine: [['processor', 'One | Two']],
      results: resultsOf('served'),
      pictures: 'build/e2e',
      fuses: [['`electron`', await readFuses(standIn)]],
    });
    expect(report).toContain('1 passed, 0 at the second attempt, 0 failed, 0 not run; 33 s');
    expect(report).toContain('| processor | One \\| Two |');
    expect(report).toContain(`| live.spec.ts | ${title} | passed | 11.0 |  |`);
    expect(report).toContain('One picture is in `build/e2e`.');
    expect(report).toContain('| RunAsNode | on | off |');
  });

  it('is written by its program, whose exit code tells whether all passed', () => {
    const write = (name: string) => {
      const to = join(folder, `${name}.md`);
      const words = ['scripts/desktop-report/main.ts', pathOf(name), 'build/e2e', to, standIn].map((word) =>
        word.startsWith('scripts/') ? join(repository, word) : word,
      );
      const { status } = runProgram(join(repository, 'node_modules/.bin/tsx'), words);
      return { status, text: readFileSync(to, 'utf8') };
    };
    const failed = write('failed');
    expect(failed.status).toBe(1);
    expect(failed.text).toContain('Something FAILED.');
    expect(failed.text).toMatch(/^\| Node \| v\d+/m);
  });
});

describe('scripts/verify-desktop.sh', () => {
  it.skipIf(existsSync(join(repository, 'node_modules/electron/dist/electron')))(
    'ends at once, with one sentence, where Electron has no binary',
    () => {
      const { status, stdout, stderr } = runProgram(join(repository, 'scripts/verify-desktop.sh'), []);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^verify-desktop: Electron's binary is not there .*\n$/);
    },
  );

  it('is a script that bash can read', () => {
    execFileSync('bash', ['-n', join(repository, 'scripts/verify-desktop.sh')]);
  });
});
