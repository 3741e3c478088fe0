// A station for one test: a shell with a folder of its own, and pages that must not print an error.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { makeColoursLine, settleAtColoursLine } from './colours-line.ts';
import { settleAtDemoLine } from './demo-line.ts';
import { isDesktop, startDesktop } from './desktop-shell.ts';
import { Evidence } from './evidence.ts';
import { startServed } from './served-shell.ts';

/** What a page is opened in: `stepwatch serve` and a browser, or the desktop program. */
export interface Shell {
  /**
   * @param path A fragment, such as `#/recipes`.
   * @returns A page that has entered the station, each in a browser profile of its own.
   */
  openPage(path: string, as: Visitor, watch: (page: Page) => void): Promise<Page>;
  /** Where people log in; null: nobody has to. */
  readonly loginAddress: string | null;
  /** Of the engine that runs now. */
  enginePid(): Promise<number>;
  /** What the program has printed so far. */
  printed(): string;
  end(): Promise<void>;
}

interface Opened {
  readonly page: Page;
  /** Errors of the console that this test brings about: a killed engine, a lost connection. */
  allowErrors(pattern: RegExp): void;
}

type Visitor = 'operator' | 'viewer';

export interface Fixtures {
  /** What the station watches: the bundled line, one of colours (colours-line.ts), or nothing yet, because it is new. */
  readonly line: 'demo' | 'colours' | 'new';
  /** Whether the station takes passwords besides the token of its address. */
  readonly withPasswords: boolean;
  readonly evidence: Evidence;
  /** Of the station; it is gone when the test has ended. */
  readonly directory: string;
  readonly station: Shell;
  readonly open: (path?: string, as?: Visitor) => Promise<Opened>;
}

interface WorkerFixtures {
  readonly coloursFolder: string;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  line: ['demo', { option: true }],
  coloursFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: as below
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'stepwatch-line-'));
      makeColoursLine(join(folder, 'colours'));
      await use(join(folder, 'colours'));
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  withPasswords: [false, { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from the pattern
  evidence: async ({}, use, info) => use(new Evidence(info)),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  directory: async ({}, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'stepwatch-e2e-'));
    await use(directory);
    rmSync(directory, { recursive: true, force: true });
  },
  station: async ({ line, coloursFolder, withPasswords, browser, evidence, directory }, use) => {
    if (line === 'colours') settleAtColoursLine(directory, coloursFolder);
    if (line === 'demo') settleAtDemoLine(directory);
    const shell = isDesktop
      ? await startDesktop(directory)
      : await startServed(directory, browser, withPasswords);
    await use(shell);
    await evidence.keepPages();
    await shell.end();
    evidence.keepStation(directory, shell.printed());
  },
  open: async ({ station, evidence }, use) => {
    const allowed: RegExp[] = [];
    await use(async (path = '', as = 'operator') => ({
      page: await station.openPage(path, as, (page) => evidence.watch(page)),
      allowErrors: (pattern) => allowed.push(pattern),
    }));
    const unexpected = evidence.errors.filter((error) => !allowed.some((pattern) => pattern.test(error)));
    if (unexpected.length > 0) evidence.fail();
    expect(unexpected).toEqual([]);
  },
});

/** The state that the verdict band shows. */
export function band(page: Page, kind: string) {
  return page.locator(`[data-band="${kind}"]`);
}

/** Resolves when the page has shown something, however short. A look now and then would miss it on a busy machine. */
export function shown(page: Page, selector: string): Promise<void> {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (document.querySelector(wanted) === null) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
    selector,
  );
}

/** Opens a video with the source picker, as an operator does. */
export async function watchVideo(
  page: Page,
  name: string,
  pace: 'Real time' | 'As fast as possible' = 'As fast as possible',
  folder = '(demo|colours)',
) {
  await page.getByRole('button', { name: 'Change source' }).click();
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('button', { name: new RegExp(`^${folder}`) }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}\\.mp4`) }).click();
  // Without end: a machine that is busy must not reach the end of the video before the test does.
  if (pace === 'Real time') await page.getByRole('switch').click();
  else {
    await page.getByRole('combobox', { name: 'Speed' }).click();
    await page.getByRole('option', { name: pace }).click();
  }
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

export { expect };

/** Types as a scanner does, with no time between the keys: the test itself would be too slow on a busy machine. */
export function scan(page: Page, code: string): Promise<void> {
  return page.evaluate(
    (keys) => {
      const target = document.activeElement ?? document.body;
      for (const key of keys) {
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    },
    [...code, 'Enter'],
  );
}
