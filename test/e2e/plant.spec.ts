// The pages of the plant in a real browser, over `stepwatch plant` and a real PostgreSQL server.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { fillPlant } from '../plant/fill-plant.ts';
import { TestS3 } from '../plant/s3-server.ts';
import { plantPasswords, ServedPlant } from '../plant/served-plant.ts';

let plant: ServedPlant;
let s3: TestS3;
const bucketFolder = mkdtempSync(join(tmpdir(), 'stepwatch-bucket-'));
const skippedClip = resolve(import.meta.dirname, '../../resources/demo/skipped.mp4');
test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  s3 = await TestS3.make(bucketFolder);
  await s3.start();
  const { endpoint, region, bucket } = s3.target;
  plant = await ServedPlant.start(undefined, [
    ...['--s3-endpoint', endpoint, '--s3-region', region, '--s3-bucket', bucket],
  ]);
});
test.afterAll(async () => {
  await plant[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
  rmSync(bucketFolder, { recursive: true });
});

/** As a person with the password of viewers. */
async function enter(page: Page): Promise<void> {
  await page.goto(plant.origin);
  await page.getByLabel('Password').fill(plantPasswords.viewer);
  await page.getByRole('button').click();
}

const tile = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

test('a wall without stations says how to connect one; a station appears, fails, and dies', async ({
  page,
}) => {
  await enter(page);
  await expect(page.getByText('No stations yet')).toBeVisible();
  mkdirSync(join(plant.folder, 'evidence/bench-3'));
  copyFileSync(skippedClip, join(plant.folder, 'evidence/bench-3/clip.mp4'));
  const station = await plant.station('Bench 3', { target_cycle_seconds: 60 });
  await expect(tile(page, 'Bench 3')).toContainText('Working');

  const began = Date.now();
  await plant.failedPart(station, 'bench-3/clip.mp4');
  await expect(tile(page, 'Bench 3')).toContainText('Fail');
  await expect(tile(page, 'Bench 3')).toContainText('Shaft: missed');
  test.info().annotations.push({
    type: 'seconds until the wall shows it',
    description: `${(Date.now() - began) / 1000}`,
  });
  await expect(tile(page, 'Bench 3').locator('video')).toHaveAttribute('src', '/evidence/bench-3/clip.mp4');

  await plant.database.rows(
    "UPDATE stepwatch.station SET condition = 'pass', last_seen = now() - interval '2 minutes'",
  );
  await expect(tile(page, 'Bench 3')).toContainText('Silent since');
  await expect(tile(page, 'Bench 3')).not.toContainText(/^Pass/);
});

test('a database that is killed greys the wall and says so, and it comes back', async ({ page }) => {
  await enter(page);
  await plant.database.rows("UPDATE stepwatch.station SET last_seen = now() + interval '1 hour'");
  await expect(tile(page, 'Bench 3')).toContainText('Pass');
  await plant.database.kill();
  await expect(page.getByRole('status')).toContainText('The database of the plant');
  await expect(page.getByText(/As of .* ago/)).toBeVisible();
  await expect(tile(page, 'Bench 3')).toBeVisible();
  await plant.database.start();
  await expect(page.getByText(/As of .* ago/)).toBeHidden();
});

test('a bar of the Pareto chart opens the parts behind it, and a part shows its steps and its video', async ({
  page,
}) => {
  await enter(page);
  await page.getByRole('link', { name: 'Figures' }).click();
  await page.getByRole('button', { name: 'Table' }).first().click();
  await page.getByRole('button', { name: 'Shaft · Missed' }).click();
  await page.getByRole('link', { name: /SN-1/ }).click();
  await expect(page.getByRole('heading', { name: 'SN-1' })).toBeVisible();
  await expect(page.getByLabel('Steps')).toContainText('Shaft');
  await expect(page.locator('video')).toHaveAttribute('src', '/evidence/bench-3/clip.mp4');
});

test('a clip in a bucket plays on the wall', async ({ page }) => {
  copyFileSync(skippedClip, s3.pathOf('evidence/clip.mp4'));
  const station = await plant.station('Bench 4');
  await plant.failedPart(station, `${s3.target.endpoint}/evidence/clip.mp4`);
  await enter(page);
  const video = tile(page, 'Bench 4').locator('video');
  await expect
    .poll(() => video.evaluate(({ currentTime }: HTMLVideoElement) => currentTime))
    .toBeGreaterThan(0.2);
});

test('the pages have no violation that axe-core finds, with many stations', async ({ browser }) => {
  await fillPlant((sql, values) => plant.database.rows(sql, values), { stations: 32, partsOfEach: 3 });
  // Those that are heard go on to be.
  await plant.database.rows(
    "UPDATE stepwatch.station SET last_seen = now() + interval '1 hour' WHERE last_seen > now() - interval '30 minutes'",
  );
  // axe opens a page of its own beside it, which a page without a context does not allow.
  const page = await (await browser.newContext()).newPage();
  await enter(page);
  await expect(page.getByRole('list', { name: 'The other stations' })).toBeVisible();
  for (const theme of ['dark', 'light']) {
    if (theme === 'light') await page.getByRole('button', { name: 'Light theme' }).click();
    for (const [route, sign] of [
      ['#/wall', 'Silent since'],
      ['#/figures', 'First-pass yield of each station'],
      ['#/station/1', 'With a mistake'],
    ] as const) {
      await page.goto(`${plant.origin}/${route}`);
      await expect(page.getByText(sign).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${theme} ${route} ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  }
  await page.context().close();
});
