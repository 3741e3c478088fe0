// A mistake is played again: beside the band one key away, and in the history with what decided.
import type { Locator, Page } from '@playwright/test';
import { band, expect, test, watchVideo } from './station.ts';

test.use({ line: 'colours' });

/** It runs, and shows a picture. */
async function expectPlaying(video: Locator): Promise<void> {
  await expect(video).toBeVisible();
  const played = (): Promise<number> =>
    video.evaluate((element: HTMLVideoElement) => (element.videoWidth === 0 ? 0 : element.currentTime));
  await expect.poll(played).toBeGreaterThan(0);
}

/** The text that stands in the largest letters. */
function largestText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const sized = [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((element) => element.childElementCount === 0 && element.textContent !== '')
      .map((element) => ({
        text: element.textContent ?? '',
        pixels: Number.parseFloat(getComputedStyle(element).fontSize),
      }));
    return sized.reduce((largest, one) => (one.pixels > largest.pixels ? one : largest)).text;
  });
}

test('a mistake plays in a loop with one key, while the part is in progress and after it has failed', async ({
  open,
}) => {
  const { page } = await open();
  await watchVideo(page, 'wrong', 'Real time');
  await expect(band(page, 'mistake')).toBeVisible();
  // What the hands do about it is the largest text of the page, in the view of the operator too.
  const instruction = page.locator('[data-instruction="repair"]');
  await expect(instruction.locator('[data-large="act"]')).toHaveText(['blue', 'green']);
  expect(await largestText(page)).toMatch(/blue|green/);
  await page.keyboard.press('l');
  await expect(page.locator('[data-view="operator"]')).toBeVisible();
  expect(await largestText(page)).toMatch(/blue|green/);
  await page.keyboard.press('l');
  await expect(page.getByRole('log')).toBeVisible();
  const button = page.getByRole('button', { name: 'Play again' });
  await expect(button).toBeVisible();
  await page.keyboard.press('p');
  const replay = page.getByRole('region', { name: 'Seen just before' });
  await expectPlaying(replay.locator('video'));
  await page.keyboard.press('p');
  await expect(replay).toHaveCount(0);
  await button.click();
  await expectPlaying(replay.locator('video'));
  await page.keyboard.press('Escape');
  await expect(replay).toHaveCount(0);
});

test('a failed part plays on its band and in the history, with pictures of what decided; it is kept for good and found again', async ({
  open,
}) => {
  const { page } = await open();
  await watchVideo(page, 'wrong');
  await expect(band(page, 'fail')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('Evidence kept');
  await page.keyboard.press('p');
  await expectPlaying(page.getByRole('region', { name: 'Seen just before' }).locator('video'));

  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('list', { name: 'Parts' }).getByRole('button').first().click();
  const evidence = page.getByRole('region', { name: 'What shows the mistake' });
  await expectPlaying(evidence.locator('video'));
  const pictures = evidence.getByRole('list', { name: 'Pictures of the moments that decided' });
  await expect(pictures.getByRole('img').first()).toHaveJSProperty('complete', true);
  await expect(pictures.getByRole('img').first()).not.toHaveJSProperty('naturalWidth', 0);
  await pictures.getByRole('button').first().click();
  await expect(evidence.locator('video')).toHaveJSProperty('paused', true);

  await page.getByRole('button', { name: 'Keep this one' }).click();
  await expect(page.getByRole('button', { name: 'No longer keep for good' })).toBeVisible();
  await page.getByRole('button', { name: 'Kept', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Parts' }).getByRole('button')).toHaveCount(1);
  await page.getByRole('button', { name: 'No longer keep for good' }).click();
  await expect(page.getByText('No part fits')).toBeVisible();
});
