// The whole desktop program with the mock of Electron and an engine in a real process, from start to end.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockWorkplace } from '../../../src-main/supervisor/index.ts';
import type * as ElectronMock from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

/** Ends only a test that would hang. A wait ends as soon as its condition holds. */
const patience = { timeout: 60_000 };

let electron: typeof ElectronMock;
const argv = process.argv;
let root: string;
let station: string;

beforeEach(async () => {
  vi.resetModules();
  electron = (await import('electron')) as unknown as typeof ElectronMock;
  electron.reset();
  root = mkdtempSync(join(tmpdir(), 'stepwatch-program-'));
  station = join(root, 'state/stepwatch/station');
  const program = join(root, 'app/resources/app.asar.unpacked');
  mkdirSync(join(program, 'out/main'), { recursive: true });
  mkdirSync(join(program, 'out/renderer'));
  writeFileSync(join(program, 'out/renderer/index.html'), '<!doctype html>');
  writeFileSync(join(program, 'package.json'), '{"type":"module"}');
  copyFileSync(join(import.meta.dirname, 'scripted-engine.mjs'), join(program, 'out/main/engine.js'));
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
  electron.app.appPath = join(root, 'app/resources/app.asar');
});

afterEach(async () => {
  await quit();
  process.argv = argv;
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

async function launch(...given: string[]): Promise<ElectronMock.BrowserWindow> {
  process.argv = ['/opt/Stepwatch/stepwatch-desktop', ...given];
  await import('../../../src-main/electron/index.ts');
  await vi.waitFor(() => expect(electron.BrowserWindow.all).toHaveLength(1), patience);
  return electron.BrowserWindow.all[0]!;
}

/** Resolves when the program has ended. */
async function quit(): Promise<void> {
  if (electron.app.exitCode === null) electron.app.quit();
  await vi.waitFor(() => expect(electron.app.exitCode).not.toBeNull(), patience);
}

const menuItem = (label: string) =>
  electron.Menu.current.flatMap(({ submenu = [] }) => submenu).find((item) => item.label === label);

describe('the desktop program', () => {
  it('is sandboxed, has its own scheme, and lets Electron write into the folder of the station', async () => {
    await launch('--windowed');
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
    const window = await launch();
    await vi.waitFor(() => expect(window.isKiosk()).toBe(true), patience);
    expect(electron.powerSaveBlocker.active.size).toBe(1);
    await quit();
    expect(electron.powerSaveBlocker.active.size).toBe(0);
  });

  it('leaves the kiosk from the menu, after a question', async () => {
    const window = await launch('--kiosk');
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
    const window = await launch('--kiosk');
    expect(window.tryToClose()).toBe(false);
    await quit();
    expect(window.isDestroyed()).toBe(true);
    expect(electron.dialog.shown).toHaveLength(1);
  });

  it('comes to the front when it is started again, and imports the recipe of the second start', async () => {
    const window = await launch('--windowed');
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
    expect(window.isFocused()).toBe(true);
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
    const unlock = await lockWorkplace(station);
    await import('../../../src-main/electron/index.ts');
    await vi.waitFor(() => expect(electron.app.exitCode).toBe(1), patience);
    expect(electron.dialog.errors[0]).toContain('Another station uses this folder.');
    expect(electron.BrowserWindow.all).toEqual([]);
    unlock();
  });

  it('releases the folder when it has ended', async () => {
    await launch('--windowed');
    await expect(lockWorkplace(station)).rejects.toMatchObject({ code: 'not_possible' });
    await quit();
    (await lockWorkplace(station))();
  });
});
