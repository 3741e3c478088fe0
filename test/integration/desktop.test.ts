// The desktop with the built engine, used over the message port of a page. Only Electron is replaced by a mock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  type ScreenCommand,
  type ShellMessage,
  type StationSnapshot,
  unpackPreview,
} from '../../src-inference/contract/index.ts';
import { Desktop } from '../../src-main/electron/desktop.ts';
import { programFiles } from '../../src-main/electron/program-files.ts';
import { utilityEngine } from '../../src-main/electron/utility-engine.ts';
import { Supervisor, workplaceDefaults } from '../../src-main/supervisor/index.ts';
import {
  BrowserWindow,
  ipcMain,
  type MessagePortMain,
  powerSaveBlocker,
} from '../unit/electron/electron-mock.ts';

vi.mock('electron', () => import('../unit/electron/electron-mock.ts'));

const root = resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'stepwatch-desktop-'));
const patience = { timeout: 60_000 };
const messages: ShellMessage[] = [];
let desktop: Desktop;
let station: MessagePortMain;
let id = 0;

beforeAll(async () => {
  const files = programFiles(root, root);
  const supervisor = new Supervisor({
    start: utilityEngine(files.engine),
    workplace: { directory, defaults: workplaceDefaults(root), source: null },
    log: () => undefined,
  });
  desktop = new Desktop({ supervisor, log: () => undefined, files, kiosk: false, devServer: null });
  supervisor.start();
  station = connect('stepwatch:connect-station');
  station.on('message', ({ data }) => messages.push(data));
  station.start();
  await vi.waitFor(
    () => expect(messages).toContainEqual({ kind: 'engine', engine: { state: 'running' } }),
    patience,
  );
});

afterAll(async () => {
  await desktop.end();
  rmSync(directory, { recursive: true });
});

function connect(channel: string, options?: unknown): MessagePortMain {
  const { webContents } = BrowserWindow.all.at(-1)!;
  ipcMain.emit(channel, { sender: webContents, senderFrame: webContents.mainFrame }, options);
  return webContents.mainFrame.received.at(-1)!.port;
}

async function ask(command: ScreenCommand, input: unknown): Promise<unknown> {
  id += 1;
  const mine = id;
  station.postMessage({ id: mine, command, input });
  return vi.waitFor(() => {
    const message = messages.find((one) => 'id' in one && one.id === mine);
    expect(message).toBeDefined();
    if (message?.kind !== 'answer') throw new Error(JSON.stringify(message));
    return message.output;
  }, patience);
}

it('shows the station to a page: bundled recipe and model, a source that plays, preview pictures', async () => {
  const fresh = (await ask('snapshot', null)) as StationSnapshot;
  expect(fresh.settings.model).toBe(join(root, 'models/demo'));
  expect(fresh.source).toBeNull();
  await ask('openSource', { source: 'test:ball' });

  const preview = connect('stepwatch:connect-preview', { width: 320 });
  const pictures: ArrayBuffer[] = [];
  preview.on('message', ({ data }) => pictures.push(data));
  preview.start();
  for (const count of [1, 2]) {
    preview.postMessage('next');
    await vi.waitFor(() => expect(pictures).toHaveLength(count), patience);
  }
  const [first, second] = pictures.map((picture) => unpackPreview(picture)!);
  expect([first!.width, ...first!.data.slice(0, 2)]).toEqual([320, 0xff, 0xd8]);
  expect(second!.sequence).toBeGreaterThan(first!.sequence);
  await vi.waitFor(() => expect(powerSaveBlocker.active.size).toBe(1), patience);
  await ask('closeSource', null);
  await vi.waitFor(() => expect(powerSaveBlocker.active.size).toBe(0), patience);
});

it('becomes a kiosk when a page sets it', async () => {
  await ask('changeSettings', { kiosk: true });
  // The command line asked for a window. A setting that changes later overrides it.
  await vi.waitFor(() => expect(BrowserWindow.all.at(-1)!.isKiosk()).toBe(true), patience);
  await ask('changeSettings', { kiosk: false });
  await vi.waitFor(() => expect(BrowserWindow.all.at(-1)!.isKiosk()).toBe(false), patience);
});
