// The same station on a wall and on a phone.
import type { Page } from '@playwright/test';
import { isDesktop, servedOnly } from './desktop-shell.ts';
import { band, expect, shown, test, watchVideo } from './station.ts';

test.use({ line: 'colours' });

test('a failure is seen on the wall, acknowledged on a phone, and the wall comes back by itself', async ({
  open,
  station,
}) => {
  test.skip(isDesktop, servedOnly);
  const { page: bench } = await open();
  const { page: wall } = await open('#/wall');
  await expect(band(wall, 'noSource')).toBeVisible();
  await watchVideo(bench, 'wrong');
  await expect(band(wall, 'fail')).toBeVisible();
  await expect(wall.locator('[data-count="fail"]')).toHaveText('1');
  await expect(wall.locator('button, a, input')).toHaveCount(0);

  const { page: phone } = await open();
  await phone.setViewportSize({ width: 390, height: 844 });
  const card = phone.getByRole('article', { name: 'Part 1' });
  await expect(card.getByRole('img', { name: 'The moment of the mistake' })).toBeVisible();
  await card.getByRole('button', { name: 'Play again' }).click();
  await expect(card.getByLabel('Clip of the mistake')).toHaveJSProperty('paused', false);
  await card.getByRole('button', { name: 'Acknowledge' }).click();
  const dialog = phone.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Who' }).fill('M. Ortega');
  await dialog.getByRole('button', { name: 'Reworked' }).click();
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(card).toContainText('Acknowledged by M. Ortega: Reworked');
  await expect(card.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);

  await card.getByRole('button', { name: 'Part 1' }).click();
  await expect(phone.getByRole('heading', { name: 'Part 1' })).toBeVisible();
  await phone.getByRole('button', { name: 'More' }).click();
  await phone.getByRole('menuitem', { name: 'Setup' }).click();
  await expect(phone.getByRole('heading', { name: 'Setup', level: 1 })).toBeVisible();

  const noticed = shown(wall, '[data-band="engineRestarting"], [data-band="engineStarting"]');
  process.kill(await station.enginePid(), 'SIGKILL');
  await noticed;
  await expect(wall.locator('[data-count="fail"]')).toHaveText('1');
  await wall.keyboard.press('Escape');
  await expect(wall.getByRole('navigation')).toBeVisible();
});

test('a page that is left right after the first key prints no error, although sound was just asked for', async ({
  open,
}) => {
  test.skip(isDesktop, servedOnly);
  const { page } = await open();
  await page.addInitScript(neverAllowSound);
  await page.reload();
  await expect(band(page, 'noSource')).toBeVisible();
  await pressAndLeave(page);
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();
});

/** Runs in the page. As a browser before the first touch: what asks for sound waits, and breaks when the sound is closed. */
function neverAllowSound(): void {
  const broken = new WeakMap<AudioContext, (reason: Error) => void>();
  const { close } = AudioContext.prototype;
  AudioContext.prototype.resume = function () {
    return new Promise((_, reject) => broken.set(this, reject));
  };
  AudioContext.prototype.close = async function () {
    await close.call(this);
    broken.get(this)?.(
      new DOMException('AudioContext closed before a pending resume()', 'InvalidStateError'),
    );
  };
}

/** In one go: the answer to the key must not come first. */
function pressAndLeave(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
    window.location.hash = '#/history';
  });
}
