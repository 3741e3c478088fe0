// An operator at the live screen, with videos and the real engine.
import { isDesktop, servedOnly } from './desktop-shell.ts';
import { band, expect, shown, test, watchVideo } from './station.ts';

test.use({ line: 'colours' });

test.describe('at the bundled line', () => {
  test.use({ line: 'demo' });

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
});

test('the very first press reaches its button: the notice about sound goes away only afterwards', async ({
  open,
}) => {
  test.skip(isDesktop, servedOnly);
  const { page } = await open();
  await page.addInitScript(allowSoundLate);
  await page.reload();
  const notice = page.getByText('Press any key or touch the screen');
  await expect(band(page, 'noSource')).toBeVisible();
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Change source' }).hover();
  await page.mouse.down();
  await page.evaluate(showFrames, 30);
  await page.mouse.up();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(notice).toHaveCount(0);
});

/**
 * Runs in the page. Browsers allow sound once somebody has touched the page, and take what a test asks of the page for a touch:
 * here sound is allowed only when the page asks for it.
 */
function allowSoundLate(): void {
  const allowed = new WeakSet<AudioContext>();
  Object.defineProperty(AudioContext.prototype, 'state', {
    get(this: AudioContext) {
      return allowed.has(this) ? 'running' : 'suspended';
    },
  });
  AudioContext.prototype.resume = async function () {
    allowed.add(this);
  };
}

/** Resolves after as many frames: long enough for a layout to move. */
async function showFrames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
}

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
  // What somebody has seen to is no alarm any more.
  await expect(band(page, 'acknowledged')).toContainText('Acknowledged by M. Ortega: Reworked');
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
  await expect(page.getByRole('log')).toContainText('M. Ortega: Reworked');
});

test('the source is changed while a part is in progress, which aborts the part; a failed part waits in its list', async ({
  open,
}) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'inProgress')).toBeVisible();
  await watchVideo(page, 'wrong');
  await expect(band(page, 'fail')).toBeVisible();
  await expect(page.locator('[data-count="aborted"]')).toHaveText('1');
  await expect(page.locator('[data-count="fail"]')).toHaveText('1');
  await expect(page.locator('[data-instruction="setAside"]')).toBeVisible();

  // With another source the old verdict goes; the failure is not on the band any more, but waits.
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'fail')).toHaveCount(0);
  await expect(band(page, 'inProgress')).toBeVisible();
  await page.keyboard.press('f');
  const list = page.getByRole('dialog', { name: 'Failed parts that wait' });
  const failure = list.getByRole('region', { name: 'This shift' }).getByRole('listitem');
  await expect(failure).toContainText('Step 8');
  await expect(failure.getByRole('img')).not.toHaveJSProperty('naturalWidth', 0);
  await failure.getByRole('button', { name: /^Acknowledge/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Acknowledge the failure' });
  await expect(dialog).toContainText('instead of');
  await dialog.getByRole('textbox', { name: 'Who' }).fill('M. Ortega');
  await dialog.getByRole('button', { name: 'Scrapped' }).click();
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(list).toContainText('No failed part waits');
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Failed parts that wait' })).toHaveCount(0);

  // A brush of New part is taken back.
  await page.keyboard.press('n');
  await expect(band(page, 'ending')).toBeVisible();
  await page.keyboard.press('u');
  await expect(band(page, 'inProgress')).toBeVisible();
});

test('a source that cannot be opened is told in the dialog; a camera that does not answer is waited for', async ({
  open,
  directory,
}) => {
  const { page } = await open();
  await watchVideo(page, 'good', 'Real time');
  await expect(band(page, 'inProgress')).toBeVisible();
  await page.keyboard.press('s');
  await page.getByRole('tab', { name: 'Video file' }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill(`${directory}/nowhere/part.mp4`);
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Source not found');
  await expect(band(page, 'inProgress')).toBeVisible();

  // A camera that refuses the connection is waited for, and counted; a person names it, and tries it at once.
  await page.getByRole('tab', { name: 'RTSP' }).click();
  await page.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
  await page.getByRole('textbox', { name: 'Port' }).fill('9');
  await page.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(band(page, 'waiting')).toContainText('The connection is refused');
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText(/^tried \d+ times since/)).toBeVisible();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Name of Camera at 127.0.0.1:9' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bench 3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Bench 3' })).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByText('Bench 3', { exact: true })).toBeVisible();
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
  await page.getByRole('searchbox').fill('Part 1 began');
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
  const killed = await station.enginePid();
  const noticed = shown(page, '[data-band="engineRestarting"], [data-band="engineStarting"]');
  process.kill(killed, 'SIGKILL');
  await noticed;
  await expect(page.getByText('The engine was lost during this part')).toBeVisible();
  await expect(page.locator('[data-step="3"][data-status="ok"]')).toBeVisible();
  expect(await station.enginePid()).not.toBe(killed);
  await page.getByRole('searchbox').fill('goes on after');
  await expect(page.getByRole('log')).toContainText('Part 1 goes on after the engine was lost');
  await expect(page.locator('figure[data-fps]')).toBeVisible();
});

test('a session that the host does not know any more is over, and the screen says so', async ({ open }) => {
  test.skip(isDesktop, servedOnly);
  const { page, allowErrors } = await open();
  await expect(band(page, 'noSource')).toBeVisible();
  // The line breaks, and the cookie is no longer there: what a restarted host, or a log out elsewhere, looks like.
  const lines: (() => Promise<void>)[] = [];
  await page.routeWebSocket(/\/station$/, (socket) => {
    socket.connectToServer();
    lines.push(() => socket.close());
  });
  await page.reload();
  await expect(band(page, 'noSource')).toBeVisible();
  allowErrors(/401|HTTP Authentication failed/);
  await page.context().clearCookies();
  await Promise.all(lines.map((breakLine) => breakLine()));
  await expect(band(page, 'refused')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
});

test('the language, the theme and the sound belong to the screen and are kept', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Language: EN' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin fuente');
  await page.keyboard.press('t');
  await page.keyboard.press('m');
  // A key counts a moment later: it might begin a scanned code.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.getByRole('button', { name: 'Activar sonido' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sin fuente');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('button', { name: 'Activar sonido' })).toBeVisible();
});

test.describe('with passwords', () => {
  test.use({ withPasswords: true });

  test('a viewer sees what an operator does, and cannot change it', async ({ open }) => {
    const { page: operator } = await open();
    const { page: viewer } = await open('', 'viewer');
    await watchVideo(operator, 'good', 'Real time');
    await expect(viewer.locator('[data-step="2"][data-status="ok"]')).toBeVisible();
    await expect(viewer.locator('figure[data-fps]')).toBeVisible();
    await expect(viewer.getByText('View only')).toBeVisible();
    for (const name of ['Change source', 'New part', 'Abandon part', 'New shift']) {
      await expect(viewer.getByRole('button', { name })).toBeDisabled();
    }
    await viewer.keyboard.press('x');
    await expect(viewer.getByRole('dialog')).toHaveCount(0);
  });
});
