// A process engineer teaches the station a line of her own: a project, a recording, its labels; then a network, and its use.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeColours } from '../media-files.ts';
import { band, expect, test, watchVideo } from './station.ts';

// Not those of the labels beside the demo's videos, which would come with them.
const defaultActions = ['Take ring', 'Oil plate', 'Close cover'];

async function beginProject(page: Page, actions: readonly string[] = defaultActions): Promise<void> {
  await page.getByRole('textbox', { name: 'Name of the line' }).fill('Coupling, line 3');
  for (const [place, action] of actions.entries()) {
    await page.getByRole('textbox', { name: `Name of action ${place + 1}` }).fill(action);
  }
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Coupling, line 3');
}

async function addVideo(page: Page, name: string, operator: string, folder = 'demo'): Promise<void> {
  await page.getByRole('button', { name: 'Add a video' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Who does the work' }).fill(operator);
  await dialog.getByRole('button', { name: new RegExp(`^${folder}`) }).click();
  await dialog.getByRole('button', { name: new RegExp(`^${name}\\.mp4`) }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText(`Added: ${name}`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
}

function recording(page: Page, id: string) {
  return page.getByRole('list', { name: 'Recordings' }).getByRole('listitem').filter({ hasText: id });
}

/** Opens the label editor and waits until edges can be moved by frames. */
async function openEditor(page: Page, id: string): Promise<void> {
  await recording(page, id)
    .getByRole('button', { name: new RegExp(`: ${id}$`) })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(id);
  await expect(page.getByText('Reading the frames of the video')).toHaveCount(0);
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThan(1);
}

function labels(page: Page) {
  return page.getByRole('region', { name: 'All labels' }).getByRole('listitem');
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

test('a recording is labelled with the keyboard, and nothing is lost over a reload', async ({ open }) => {
  const { page } = await open('#/teach');
  await beginProject(page);
  await addVideo(page, 'good', 'Ana');
  await openEditor(page, 'good');

  await press(page, 'Shift+ArrowRight', '1', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Space');
  await expect(labels(page)).toHaveCount(1);
  await expect(labels(page).first()).toContainText('Take ring');
  await expect(labels(page).first()).toContainText('0:01.00');
  await press(page, '2', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Space');
  await expect(labels(page).nth(1)).toContainText('Oil plate');
  await expect(labels(page).nth(1)).toContainText('0:03.00');

  // The edge that both share moves by a frame, and the picture shows that frame.
  await press(page, 'x');
  await expect(labels(page).nth(1)).toContainText('0:03.03');
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime * 30))
    .toBeCloseTo(91.5, 1);
  await press(page, 'Control+z', 'Control+z');
  await expect(labels(page)).toHaveCount(1);
  await press(page, 'Control+y', 'Control+y');
  await expect(labels(page)).toHaveCount(2);

  await page.reload();
  await expect(page.getByText('You go on with labels that were not saved')).toBeVisible();
  await expect(labels(page).nth(1)).toContainText('0:03.03');
  await page.getByRole('button', { name: 'All labelled' }).click();
  await expect(recording(page, 'good')).toContainText('Labelled');
  await expect(recording(page, 'good')).toContainText('2 actions');

  await openEditor(page, 'good');
  await expect(page.getByText('You go on with labels that were not saved')).toHaveCount(0);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(labels(page)).toHaveCount(2);
});

test('somebody else saves other labels meanwhile, and the person chooses which stay', async ({ open }) => {
  const { page: one } = await open('#/teach');
  await beginProject(one);
  await addVideo(one, 'good', 'Ana');
  const { page: other } = await open('#/teach');
  await openEditor(one, 'good');
  await openEditor(other, 'good');
  await press(one, '1', 'Shift+ArrowRight', 'Space');
  await press(other, '3', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Space');
  await one.getByRole('button', { name: 'Save draft' }).click();
  await expect(one.getByText('Saved', { exact: true })).toBeVisible();
  await other.getByRole('button', { name: 'Save draft' }).click();
  await expect(other.getByRole('alert')).toContainText('Somebody else has saved other labels');
  await other.getByRole('button', { name: 'Keep mine' }).click();
  await other.getByRole('button', { name: 'All labelled' }).click();
  await expect(recording(one, 'good')).toHaveCount(0);
  await one.getByRole('button', { name: 'Overview' }).click();
  await expect(recording(one, 'good')).toContainText('Labelled');
});

/** Plain colours instead of work: black, ruby, black, leaf, black, in seconds. A network learns them from three recordings. */
function makeRecordings(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const work = {
    first: ['ruby', 2, 'leaf', 3],
    second: ['leaf', 3, 'ruby', 2],
    third: ['ruby', 3, 'leaf', 2],
  } as const;
  const shown = { ruby: 'red', leaf: 'green' } as const;
  for (const [name, [one, oneSeconds, other, otherSeconds]] of Object.entries(work)) {
    const black = ['black', 30] as const;
    const stretch = (action: 'ruby' | 'leaf', seconds: number) => [shown[action], 30 * seconds] as const;
    makeColours(join(folder, `${name}.mp4`), [
      ...[black, stretch(one, oneSeconds), black, stretch(other, otherSeconds), black],
    ]);
    if (name === 'first') continue;
    const lines = [
      `1,${1 + oneSeconds},${one}`,
      `${2 + oneSeconds},${2 + oneSeconds + otherSeconds},${other}`,
    ];
    writeFileSync(join(folder, `${name}.csv`), `start,end,label\n${lines.join('\n')}\n`);
  }
}

test('a network is taught, judged by its report, used between two parts, and taken back', async ({
  open,
  directory,
}) => {
  makeRecordings(join(directory, 'recordings'));
  const { page } = await open('#/teach');
  await beginProject(page, ['Ruby', 'Leaf']);
  await addVideo(page, 'first', 'Ana', 'recordings');
  await addVideo(page, 'second', 'Ben', 'recordings');
  await addVideo(page, 'third', 'Ana', 'recordings');
  // The other two had their labels beside them.
  await openEditor(page, 'first');
  const second = 'Shift+ArrowRight';
  await press(page, second, '1', second, second, 'Space', second, '2', second, second, second, 'Space');
  await expect(labels(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'All labelled' }).click();
  await expect(recording(page, 'first')).toContainText('Labelled');
  await page.getByRole('button', { name: 'Add a recipe' }).click();
  await page.getByRole('button', { name: 'Take its order' }).click();
  await expect(page.getByRole('textbox', { name: 'Recipe' })).toHaveValue(/- ruby\s+- leaf/);
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await page.getByRole('tab', { name: 'Training' }).click();
  await page.getByRole('button', { name: 'Teach quickly' }).click();
  await expect(page.getByRole('progressbar', { name: 'Training' })).toBeVisible();
  await page.getByRole('button', { name: 'See the report' }).click();
  await expect(page.getByText('each time of people who were not in the training')).toBeVisible();
  await expect(page.getByText('of 100 bad parts')).toBeVisible();

  // A part of the line before is in progress: it ends as it began.
  await page.keyboard.press('1');
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'inProgress')).toBeVisible();
  await page.keyboard.press('5');
  await page.getByRole('tab', { name: 'Networks' }).click();
  await page.getByRole('button', { name: 'Use this network' }).click();
  await expect(page.getByText('In use as soon as the part in progress has ended')).toBeVisible();
  await page.keyboard.press('1');
  await expect(band(page, 'inProgress')).toBeVisible();
  await page.keyboard.press('x');
  await page.getByRole('dialog').getByRole('button', { name: 'Abandon part' }).click();
  await watchVideo(page, 'first', 'As fast as possible', 'recordings');
  await expect(band(page, 'pass')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('Leaf');

  await page.keyboard.press('5');
  await page.getByRole('tab', { name: 'Networks' }).click();
  await expect(page.getByText('The station uses this network')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the one before' }).click();
  await expect(page.getByRole('button', { name: 'Use this network' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Back to the one before' })).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(page.getByText('Flexible coupling').first()).toBeVisible();
});
