// An operator at the live screen, with the bundled videos and the real engine.
import { band, demoSource, expect, test, watchVideo } from './station.ts';

test('a good part is watched to PASS, with its picture, its steps and its log', async ({ open }) => {
  const { page } = await open();
  await expect(band(page, 'noSource')).toBeVisible();
  await watchVideo(page, 'good');
  await expect(page.locator('figure[data-fps]')).toBeVisible();
  await expect(band(page, 'pass')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pass');
  await expect(page.locator('[data-count="pass"]')).toHaveText('1');
  await expect(page.locator('[data-count="fail"]')).toHaveText('0');
  await page.getByRole('button', { name: 'Problems' }).click();
  await expect(page.getByRole('log')).toHaveCount(0);
  await expect(page.getByText('No line fits the filter')).toBeVisible();
});

test('a bad part is watched to FAIL, says what went wrong, and is acknowledged', async ({ open }) => {
  const { page } = await open();
  await watchVideo(page, 'wrong');
  await expect(band(page, 'fail')).toBeVisible();
  await expect(band(page, 'fail')).toContainText(/Step \d+: .* instead of /);
  await expect(page.locator('[data-status="wrong"]')).toBeVisible();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(dialog.getByText('Say who acknowledges.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Who' }).fill('M. Ortega');
  await dialog.getByRole('button', { name: 'Reworked' }).click();
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(band(page, 'fail')).toContainText('Acknowledged by M. Ortega: Reworked');
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  await expect(page.getByRole('log')).toContainText('M. Ortega: Reworked');
});

test('the source is changed while a part is in progress, which aborts the part', async ({ open }) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'inProgress')).toBeVisible();
  await watchVideo(page, 'wrong');
  await expect(band(page, 'fail')).toBeVisible();
  await expect(page.locator('[data-count="aborted"]')).toHaveText('1');
  await expect(page.locator('[data-count="fail"]')).toHaveText('1');
});

test('a source that cannot be opened is told in the dialog, and what was watched goes on', async ({
  open,
}) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'inProgress')).toBeVisible();
  await page.keyboard.press('s');
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill('/nowhere/part.mp4');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Source not found');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(band(page, 'inProgress')).toBeVisible();
});

test('a reload in the middle of a part loses nothing', async ({ open }) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  const third = page.locator('[data-step="3"][data-status="ok"]');
  await expect(third).toBeVisible();
  await page.reload();
  await expect(third).toBeVisible();
  await expect(band(page, 'inProgress')).toBeVisible();
  await expect(page.locator('figure[data-fps]')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('Part 1 began');
});

test('two screens show the same part, and what one changes the other shows', async ({ open }) => {
  const { page: one } = await open();
  const { page: other } = await open();
  await watchVideo(one, 'good', 'Real time');
  await expect(other.locator('[data-step="2"][data-status="ok"]')).toBeVisible();
  await expect(one.locator('[data-step="2"][data-status="ok"]')).toBeVisible();
  await expect(other.locator('figure[data-fps]')).toBeVisible();
  await other.keyboard.press('x');
  await other.getByRole('dialog').getByRole('button', { name: 'Abandon part' }).click();
  await expect(one.locator('[data-count="aborted"]')).toHaveText('1');
});

test('an engine that is killed in the middle of a part comes back and goes on with the part', async ({
  open,
  station,
}) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  await expect(page.locator('[data-step="3"][data-status="ok"]')).toBeVisible();
  const killed = station.enginePid();
  process.kill(killed, 'SIGKILL');
  await expect(page.locator('[data-band="engineRestarting"], [data-band="engineStarting"]')).toBeVisible();
  await expect(page.getByText('The engine was lost during this part')).toBeVisible();
  await expect(page.locator('[data-step="3"][data-status="ok"]')).toBeVisible();
  expect(station.enginePid()).not.toBe(killed);
  await expect(page.getByRole('log')).toContainText('Part 1 goes on after the engine was lost');
  await expect(page.locator('figure[data-fps]')).toBeVisible();
});

test('a session that the host does not know is over, and says so', async ({ open, station, browser }) => {
  const { page, allowErrors } = await open();
  await expect(band(page, 'noSource')).toBeVisible();
  await page.context().clearCookies();
  // The socket that is open lives on; another one is refused.
  allowErrors(/401/);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  const stranger = await browser.newContext();
  const response = await stranger.request.get(station.origin, { failOnStatusCode: false });
  expect(response.status()).toBe(401);
  await stranger.close();
});

test('the language, the theme and the sound belong to the screen and are kept', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Language: EN' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin fuente');
  await page.keyboard.press('t');
  await page.keyboard.press('m');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin fuente');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('button', { name: 'Activar sonido' })).toBeVisible();
});

test('a viewer sees everything and changes nothing', async ({ open }) => {
  test.skip(true, `needs a station with a viewer's password: ${demoSource('good')}`);
  await open();
});
