// The whole desktop program with the mock of Electron and an engine in a real process, from start to end.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as ElectronMock from './electron-mock.ts';
import { launch, makeProgramFolder, patience, quit } from './program-folder.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

let electron: typeof ElectronMock;
const argv = process.argv;
let root: string;
let station: string;

beforeEach(async () => {
  vi.resetModules();
  electron = (await import('electron')) as unknown as typeof ElectronMock;
  electron.reset();
  ({ root, station } = makeProgramFolder(electron));
});

afterEach(async () => {
  await quit(electron);
  process.argv = argv;
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const menuItem = (label: string) =>
  electron.Menu.current.flatMap(({ submenu = [] }) => submenu).find((item) => item.label === label);

describe('the desktop program', () => {
  it('is sandboxed, has its own scheme, and lets Electron write into the folder of the station', async () => {
    await launch(electron, '--windowed');
    expect(electron.app.isSandboxed).toBe(true);
    expect(electron.protocol.schemes.at(-1)).toMatchObject({
      scheme: 'stepwatch',
      privileges: { standard: true, secure: true },
    });
    expect(electron.app.paths.get('userData')).toBe(join(station, 'desktop'));
    const page = await electron.protocol.handlers.get('stepwatch')!(
      new Request('stepwatch://app/index.html'),
    );
    expect(await page.text()).toBe('<!doctype html>');
  });

  it('becomes a kiosk and keeps the display on when the station requires it', async () => {
    const window = await launch(electron);
    await vi.waitFor(() => expect(window.isKiosk()).toBe(true), patience);
    expect(electron.powerSaveBlocker.active.size).toBe(1);
    await quit(electron);
    expect(electron.powerSaveBlocker.active.size).toBe(0);
  });

  it('leaves the kiosk from the menu, after a question', async () => {
    const window = await launch(electron, '--kiosk');
    expect(window.isKiosk()).toBe(true);
    electron.dialog.answers.push(0);
    menuItem('Leave kiosk mode…')!.click!();
    await vi.waitFor(() => expect(electron.dialog.shown).toHaveLength(1), patience);
    expect(window.isKiosk()).toBe(true);
    electron.dialog.answers.push(1);
    await vi.waitFor(() => {
      menuItem('Leave kiosk mode…')?.click?.();
      expect(window.isKiosk()).toBe(false);
    }, patience);
    expect(menuItem('Quit')).toBeDefined();
    expect(window.tryToClose()).toBe(true);
  });

  it('closes a kiosk without a question when the program ends', async () => {
    const window = await launch(electron, '--kiosk');
    expect(window.tryToClose()).toBe(false);
    await quit(electron);
    expect(window.isDestroyed()).toBe(true);
    expect(electron.dialog.shown).toHaveLength(1);
  });

  it('comes to the front when it is started again, and imports the recipe of the second start', async () => {
    const window = await launch(electron, '--windowed');
    window.minimize();
    const recipe = join(root, 'press.stepwatch.yaml');
    writeFileSync(recipe, 'name: Press\n');
    electron.dialog.answers.push(1);
    electron.app.emit(
      'second-instance',
      {},
      ['/opt/Stepwatch/stepwatch-desktop', 'press.stepwatch.yaml'],
      root,
    );
    await vi.waitFor(() => expect(window.isFocused()).toBe(true), patience);
    await vi.waitFor(
      () => expect(electron.dialog.shown.at(-1)?.message).toBe('The recipe "press" was imported.'),
      patience,
    );
  });

  it('exits at once when another instance runs', async () => {
    electron.app.hasLock = false;
    await import('../../../src-main/electron/index.ts');
    expect(electron.app.exitCode).toBe(0);
    expect(electron.BrowserWindow.all).toEqual([]);
  });

  it('reports that another station uses the folder', async () => {
    mkdirSync(station, { recursive: true });
    writeFileSync(join(station, 'taken'), '');
    await import('../../../src-main/electron/index.ts');
    await vi.waitFor(() => expect(electron.app.exitCode).toBe(1), patience);
    expect(electron.dialog.errors[0]).toContain('Another station uses this folder.');
    expect(electron.BrowserWindow.all).toEqual([]);
  });
});
