// A station for one test: `stepwatch serve` with a folder of its own, and pages that must not print an error.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, test as base, expect, type Page } from '@playwright/test';

const repository = resolve(import.meta.dirname, '../..');
const program = resolve(repository, 'out/main/cli.js');

export interface ServedStation {
  /** With the token. */
  readonly url: string;
  readonly origin: string;
  readonly directory: string;
  /** Of the engine that runs now. */
  enginePid(): number;
}

export interface Opened {
  readonly page: Page;
  /** Errors of the console that this test brings about: a killed engine, a lost connection. */
  allowErrors(pattern: RegExp): void;
}

/** Of stations that are reached with a password. */
export const passwords = { operator: 'operators-word', viewer: 'viewers-word' } as const;

export type Visitor = 'operator' | 'viewer';

export interface Fixtures {
  /** Whether the station takes passwords besides the token of its address. */
  readonly withPasswords: boolean;
  readonly station: ServedStation;
  /** A page that has entered the station, each in a browser profile of its own. */
  readonly open: (path?: string, as?: Visitor) => Promise<Opened>;
}

export const test = base.extend<Fixtures>({
  withPasswords: [false, { option: true }],
  station: async ({ withPasswords }, use) => {
    const directory = mkdtempSync(join(tmpdir(), 'stepwatch-e2e-'));
    const child = spawn(
      process.execPath,
      [program, 'serve', '--port', '0', '--directory', directory, '--json'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: withPasswords
          ? {
              ...process.env,
              STEPWATCH_PASSWORD: passwords.operator,
              STEPWATCH_VIEWER_PASSWORD: passwords.viewer,
            }
          : process.env,
      },
    );
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const { url, origin } = JSON.parse(line) as { url: string; origin: string };
    await use({ url, origin, directory, enginePid: () => engineOf(child) });
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(directory, { recursive: true, force: true });
  },
  open: async ({ station, browser }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async (path = '', as = 'operator') => {
      const { opened, end } = await openPage(browser, station, path, as);
      ends.push(end);
      return opened;
    });
    for (const end of ends) await end();
  },
});

async function openPage(browser: Browser, { url, origin }: ServedStation, path: string, as: Visitor) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  const allowed: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  if (as === 'operator') await page.goto(url);
  else {
    await page.goto(`${origin}/login`);
    await page.getByRole('textbox').fill(passwords.viewer);
    await page.getByRole('button').click();
  }
  if (path !== '') await page.goto(`${origin}/${path}`);
  const opened: Opened = { page, allowErrors: (pattern) => allowed.push(pattern) };
  const end = async (): Promise<void> => {
    await context.close();
    expect(errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))).toEqual([]);
  };
  return { opened, end };
}

/** The child of the shell that is an engine: the shell may have others, such as an opened browser. */
function engineOf(shell: ChildProcess): number {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (Number(parent) === shell.pid && command.includes('engine.js')) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('There is no engine.');
}

/** The state that the verdict band shows. */
export function band(page: Page, kind: string) {
  return page.locator(`[data-band="${kind}"]`);
}

/** Opens a video with the source picker, as an operator does. */
export async function watchVideo(
  page: Page,
  name: string,
  pace: 'Real time' | 'As fast as possible' = 'As fast as possible',
) {
  await page.getByRole('button', { name: 'Change source' }).click();
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('button', { name: /^demo/ }).click();
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
