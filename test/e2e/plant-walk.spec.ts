// One part through everything: its serial number comes over MQTT, it fails, the stack light turns red, its clip plays at the
// station and on the wall of the plant, the Pareto charts, the export and the database have it, once; with engine, broker and
// database killed while it is made.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { initialSettings } from '../../src-inference/workplace/initial-state.ts';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';
import { PlantListener, TestBroker } from '../plant/broker.ts';
import { modbusLink, mqttLink, postgresLink, storeLink } from '../plant/link-settings.ts';
import { TestModbusServer } from '../plant/modbus-server.ts';
import { plantPasswords, ServedPlant } from '../plant/served-plant.ts';
import { allowFolder } from './colours-line.ts';
import { band, test as base, expect, watchVideo } from './station.ts';

interface Plant {
  readonly served: ServedPlant;
  readonly broker: TestBroker;
  readonly listener: PlantListener;
  readonly light: TestModbusServer;
}

const test = base.extend<{ readonly plant: Plant }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from the pattern
  plant: async ({}, use) => {
    await using served = await ServedPlant.start();
    await using broker = await TestBroker.start();
    await using listener = await PlantListener.connect(broker);
    await using light = await TestModbusServer.start();
    // The folder says itself that it is one for evidence.
    writeFileSync(join(served.folder, 'evidence/stepwatch-store'), '');
    await use({ served, broker, listener, light });
  },
  directory: async ({ plant, directory }, use) => {
    settle(directory, plant);
    await use(directory);
  },
});

/** A line of six steps, the third of which is done wrong; a minute would be too long here. */
function settle(directory: string, { served, broker, light }: Plant): void {
  const videos = join(directory, 'colours');
  mkdirSync(videos);
  const pause = ['black', 30] as const;
  const shown = ['red', 'green', 'red', 'red', 'green', 'blue'].flatMap((one) => [[one, 40] as const, pause]);
  makeColours(join(videos, 'wrong.mp4'), [pause, ...shown, pause, pause, pause]);
  makeColourModel(join(videos, 'model'));
  mkdirSync(join(directory, 'recipes'));
  writeFileSync(
    join(directory, 'recipes/colours.yaml'),
    'name: colours\ntitle: Colours\nsteps: [red, green, blue, red, green, blue]\n',
  );
  const defaults = { model: join(videos, 'model'), recipes: [], folders: [videos] };
  const settings = initialSettings({ directory, defaults, source: null }, new Date());
  allowFolder(directory, join(served.folder, 'evidence'));
  const links = [
    mqttLink(broker.port, { identity: true }),
    modbusLink(light.port),
    { ...postgresLink(served.database.link()), id: 'database' },
    storeLink({ type: 'folder', path: join(served.folder, 'evidence') }),
  ];
  writeFileSync(
    join(directory, 'settings.json'),
    JSON.stringify({ ...settings, setUp: true, recipe: 'colours', links }),
  );
}

async function expectPlaying(video: Locator): Promise<void> {
  const played = (): Promise<number> =>
    video.evaluate((element: HTMLVideoElement) => (element.videoWidth === 0 ? 0 : element.currentTime));
  await expect.poll(played).toBeGreaterThan(0);
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
}

// The walk has settings of its own.
test.use({ line: 'new' });

test('a part that fails is seen everywhere, once', async ({ open, station, plant, browser }) => {
  const { served, broker, listener, light } = plant;
  const { database } = served;
  const { page, allowErrors } = await open();
  allowErrors(/./);
  await listener.until(({ topic, payload }) => topic.endsWith('/online') && `${payload}`.includes('true'));
  await listener.client.publishAsync('plant/line1/bench3/identity/set', JSON.stringify({ serial: 'SN-77' }));
  await expect(page.getByText('SN-77').first()).toBeVisible();
  await watchVideo(page, 'wrong', 'Real time');

  await expect(band(page, 'mistake')).toBeVisible();
  await light.until(() => light.now('coil', 3) === 1);
  await picture(page, 'mistake');
  // All at once, in the middle of the part.
  process.kill(await station.enginePid(), 'SIGKILL');
  await Promise.all([broker.kill(), database.kill()]);
  await broker.start();
  await database.start();

  await expect(band(page, 'fail')).toBeVisible();
  await light.until(() => light.now('coil', 3) === 1 && light.now('coil', 1) !== 1);
  await page.keyboard.press('p');
  await expectPlaying(page.getByRole('region', { name: 'Seen just before' }).locator('video'));
  await picture(page, 'fail');
  await page.keyboard.press('Escape');

  // The database has it once, and its evidence.
  const parts = "SELECT * FROM stepwatch.part WHERE serial = 'SN-77'";
  const [part] = await database.until<{ readonly started_at: Date; readonly verdict: string }>(parts);
  expect(part!.verdict).toBe('fail');
  await database.until(
    `SELECT * FROM stepwatch.evidence WHERE kind = 'clip' AND url IS NOT NULL AND started_at = '${part!.started_at.toISOString()}'`,
  );
  expect(await database.rows(parts)).toHaveLength(1);
  const told = listener
    .on('plant/line1/bench3/part')
    .filter(({ serial }) => serial === 'SN-77')
    .map(({ key }) => key);
  expect(new Set(told).size).toBe(1);

  const wall = await (await browser.newContext()).newPage();
  await wall.goto(served.origin);
  await wall.getByLabel('Password').fill(plantPasswords.viewer);
  await wall.getByRole('button').click();
  const tile = wall.getByRole('listitem').filter({ hasText: 'bench3' });
  await expect(tile).toContainText(/blue/i);
  await expectPlaying(tile.locator('video'));
  await picture(wall, 'wall');
  await wall.getByRole('link', { name: 'Figures' }).click();
  await wall.getByRole('button', { name: 'Table' }).first().click();
  await expect(wall.getByRole('button', { name: /blue · /i }).first()).toBeVisible();
  await picture(wall, 'pareto-of-the-plant');
  await wall.context().close();

  await page.getByRole('link', { name: 'Figures' }).click();
  await expect(page.getByText(/blue/i).first()).toBeVisible();
  await picture(page, 'pareto');
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /CSV/ }).click(),
  ]);
  const rows = readFileSync(await download.path(), 'utf8')
    .split('\r\n')
    .filter((row) => row.includes('SN-77'));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => /\bfail\b/.test(row))).toHaveLength(rows.length);
});
