// The same serial number twice: scanned, made, told, reworked, and given another verdict.
import { band, expect, scan, test, watchVideo } from './station.ts';

test('a part has the serial number that was scanned; the same again is told, and is rework', async ({
  open,
}) => {
  const { page } = await open();
  await expect(band(page, 'noSource')).toBeVisible();
  // With the letters of shortcuts: a source picker or a dialog would open.
  await scan(page, 'snax-1');
  const bench = page.getByRole('region', { name: 'Operator' });
  await expect(bench.getByText('snax-1')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await watchVideo(page, 'skipped');
  await expect(band(page, 'fail')).toBeVisible();
  await expect(band(page, 'fail').getByText('Part snax-1')).toBeVisible();

  await scan(page, 'snax-1');
  const told = page.getByRole('alert').filter({ hasText: 'was made before: part 1, Fail' });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'It is rework' }).click();
  await expect(told).toHaveCount(0);
  await expect(bench.getByText('snax-1')).toBeVisible();

  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Who').fill('Ana');
  await dialog.getByLabel('Why').fill('It was in already');
  await dialog.getByRole('button', { name: 'Set verdict' }).click();
  await expect(band(page, 'overridden').getByText('Pass by Ana: It was in already')).toBeVisible();
  await expect(page.locator('[data-count="fail"]')).toHaveText('1');
  await expect(page.getByText('1 overridden')).toBeVisible();
});
