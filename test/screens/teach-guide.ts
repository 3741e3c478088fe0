// npx tsx test/screens/teach-guide.ts SET: takes the pictures of docs/teach.md. SET is a rendered project with one part at least
// (npx tsx models/training/line/main.ts teach --out SET --parts 1). Needs the build (npm run setup) and Chromium.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { chromiumOptions } from '../e2e/chromium.ts';
import { settleAtDemoLine } from '../e2e/demo-line.ts';

const [, , set] = process.argv;
if (!set) throw new Error('npx tsx test/screens/teach-guide.ts SET');

const root = resolve(import.meta.dirname, '../..');
const pictures = join(root, 'docs/pictures');
/** The screens show it. */
const scratch = join(tmpdir(), 'stepwatch');
mkdirSync(scratch);
const directory = join(scratch, 'station');
const recordings = join(scratch, 'project/recordings');
/** Training on a busy machine. */
const patience = 1_800_000;
/** Recordings that wait for their labels, until the first network drafts them. */
const unlabelled = 2;
/** Steps that are done before the picture of a part in progress is taken. */
const doneSteps = 6;

cpSync(join(set, 'project'), join(scratch, 'project'), { recursive: true });
rmSync(join(scratch, 'project/networks'), { recursive: true, force: true });
// Screens look into the folder of recordings.
mkdirSync(join(directory, 'recordings'), { recursive: true });
const part = readdirSync(join(set, 'parts')).find((name) => name.endsWith('.mp4'))!;
cpSync(join(set, 'parts', part), join(directory, 'recordings/part.mp4'));
const waiting = takeLabelsAway();
settleAtDemoLine(directory);

const program = join(root, 'out/main/cli.js');
const words = ['serve', '--port', '0', '--directory', directory, '--json'];
const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
const browser = await chromium.launch(chromiumOptions);
try {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en' });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto((JSON.parse(line) as { url: string }).url);
  await takeAll(page);
} finally {
  await browser.close();
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns The recordings, with their labels. */
function takeLabelsAway(): readonly { readonly id: string; readonly labels: string }[] {
  const files = readdirSync(recordings).filter((name) => name.endsWith('.csv'));
  return files.slice(-unlabelled).map((file) => {
    const labels = readFileSync(join(recordings, file), 'utf8');
    rmSync(join(recordings, file));
    return { id: file.slice(0, -'.csv'.length), labels };
  });
}

async function takeAll(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Teach', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name of the line' }).fill('Pump controller, line 2');
  const actions = ['Load housing', 'Scan code', 'Fit board'];
  for (const [place, action] of actions.entries()) {
    await page.getByRole('textbox', { name: `Name of action ${place + 1}` }).fill(action);
  }
  await take(page, 'begin');

  // What would be an afternoon's work: the rendered project takes the place of a new one.
  writeFileSync(join(scratch, 'project/project.yaml'), projectText());
  cpSync(join(scratch, 'project'), join(directory, 'teach'), { recursive: true });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Pump controller' }).waitFor();
  await take(page, 'recordings');

  const [first] = waiting;
  await openEditor(page, first!.id);
  await labelSome(page, first!.labels, 6);
  await take(page, 'label');
  await page.getByRole('button', { name: 'Overview' }).click();

  await page.getByRole('tab', { name: 'Training' }).click();
  await page.getByRole('button', { name: 'Teach quickly' }).click();
  await page.getByText(/about \d+ (second|minute)s? left/).waitFor();
  await take(page, 'training');
  await page.getByRole('button', { name: 'See the report' }).click();
  await page.getByText('What to expect at the line').waitFor();
  await take(page, 'report');

  await page.getByRole('tab', { name: 'Overview' }).click();
  await openEditor(page, waiting.at(-1)!.id);
  await page.getByRole('button', { name: 'Propose labels' }).click();
  await page.getByRole('button', { name: /^\d+ drafts?$/ }).click();
  await take(page, 'draft');
  await page.getByRole('button', { name: 'Overview' }).click();

  await page.getByRole('tab', { name: 'Networks' }).click();
  await page.getByRole('button', { name: 'Use this network' }).click();
  await page.getByText('The station uses this network').waitFor();
  await take(page, 'use');

  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Change source' }).click();
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('button', { name: /^recordings/ }).click();
  await page.getByRole('button', { name: /^part\.mp4/ }).click();
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await page.getByText(`${doneSteps} of 14`).first().waitFor();
  await take(page, 'watch');
  await page.keyboard.press('n');
  await page.locator('[data-band="warn"], [data-band="fail"]').waitFor();
  await page.keyboard.press('5');
  await page.getByRole('tab', { name: /^To look at/ }).click();
  await page.getByRole('button', { name: 'Look at the part' }).first().waitFor();
  await take(page, 'queue');
}

/** The name that was typed into the page. */
function projectText(): string {
  return readFileSync(join(scratch, 'project/project.yaml'), 'utf8').replace(
    /^name: .*$/m,
    'name: Pump controller, line 2',
  );
}

async function openEditor(page: Page, id: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Recordings' })
    .getByRole('listitem')
    .filter({ hasText: id })
    .getByRole('button', { name: new RegExp(`: ${id}$`) })
    .click();
  await page.getByRole('heading', { level: 1, name: id }).waitFor();
  await page.getByText('Reading the frames of the video').waitFor({ state: 'detached' });
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 1);
}

/** Labels with the keyboard, to a second. @param labels Text of a label file. */
async function labelSome(page: Page, labels: string, count: number): Promise<void> {
  const names = [
    ...readFileSync(join(directory, 'teach/project.yaml'), 'utf8').matchAll(/name: (\w+), title/g),
  ].map(([, name]) => name!);
  let position = 0;
  const goTo = async (seconds: number): Promise<void> => {
    for (; position < Math.round(seconds); position++) await page.keyboard.press('Shift+ArrowRight');
  };
  for (const line of labels
    .trim()
    .split('\n')
    .slice(1, count + 1)) {
    const [start, end, label] = line.split(',') as [string, string, string];
    const key = names.indexOf(label) + 1;
    if (key < 1 || key > 9) continue;
    await goTo(Number(start));
    await page.keyboard.press(String(key));
    await goTo(Number(end));
    await page.keyboard.press('Space');
  }
}

async function take(page: Page, name: string): Promise<void> {
  // Fonts are loaded and animations have ended.
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({
    path: join(pictures, `teach-${name}.jpg`),
    type: 'jpeg',
    quality: 72,
    animations: 'disabled',
  });
  process.stdout.write(`${name}\n`);
}
