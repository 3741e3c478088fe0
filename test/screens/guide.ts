// npx tsx test/screens/guide.ts: takes the pictures of docs/guide.md from a real station on the bundled videos. Needs the
// build (npm run setup) and Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { chromiumOptions } from '../e2e/chromium.ts';
import { settleAtDemoLine } from '../e2e/demo-line.ts';

const root = resolve(import.meta.dirname, '../..');
const pictures = join(root, 'docs/pictures');
const directory = mkdtempSync(join(tmpdir(), 'stepwatch-guide-'));
const patience = 300_000;
/** Steps that are done before the picture of a part in progress is taken. */
const doneSteps = 9;

mkdirSync(pictures, { recursive: true });
settleAtDemoLine(directory);
const program = join(root, 'out/main/cli.js');
const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--directory', directory, '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch(chromiumOptions);
try {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: 'en' });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto((JSON.parse(line) as { url: string }).url);
  await takeAll(page);
} finally {
  await browser.close();
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  rmSync(directory, { recursive: true, force: true });
}

async function takeAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Change source' }).click();
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('button', { name: /^demo/ }).click();
  await page.getByRole('button', { name: /^good\.mp4/ }).waitFor();
  await take(page, 'sources');
  await watch(page, 'good', null);
  await page.getByText(`${doneSteps} of 22`).first().waitFor();
  await take(page, 'live');

  await page.getByRole('button', { name: 'Change source' }).click();
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('button', { name: /^demo/ }).click();
  await watch(page, 'wrong', 'As fast as possible');
  await page.locator('[data-band="fail"]').waitFor();
  await take(page, 'fail');

  await page.keyboard.press('2');
  await page.getByRole('button', { name: 'Edit' }).first().click();
  await page.getByText('Valid: 22 steps').waitFor();
  await take(page, 'editor');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('3');
  await page.getByRole('list', { name: 'Parts' }).getByRole('button').first().click();
  await page.getByRole('tab', { name: 'Steps' }).waitFor();
  await take(page, 'history');
  await page.keyboard.press('6');
  await page.getByText('The model in use').waitFor();
  await take(page, 'setup');
}

async function watch(page: Page, name: string, pace: string | null): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}\\.mp4`) }).click();
  if (pace !== null) {
    await page.getByRole('combobox', { name: 'Speed' }).click();
    await page.getByRole('option', { name: pace }).click();
  }
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function take(page: Page, name: string): Promise<void> {
  // Fonts are loaded and animations have ended.
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: join(pictures, `${name}.jpg`),
    type: 'jpeg',
    quality: 82,
    animations: 'disabled',
  });
}
