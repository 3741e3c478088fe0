// The whole desktop program on the stand-in for Electron, with an engine that is a process: from its start to its end.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockWorkplace } from '../../../src-main/supervisor/index.ts';
import type * as ElectronMock from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

/** Waits end with what is awaited; this only tells a test that would hang. */
const patience = { timeout: 60_000 };

let electron: typeof ElectronMock;
const argv = process.argv;
let root: string;
let station: string;

beforeEach(async () => {
  vi.resetModules();
  electron = (await import('electron')) as unknown as typeof ElectronMock;
  electron.forget();
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

/** As Electron does: windows first, then the program. Resolves when nothing holds it up any more. */
async function quit(): Promise<void> {
  electron.app.emit('before-quit', {});
  for (;;) {
    let held = false;
    const before = electron.app.calls.length;
    electron.app.emit('will-quit', { preventDefault: () => (held = true) });
    if (!held) return;
    await vi.waitFor(() => expect(electron.app.calls.slice(before)).toContain('quit'), patience);
  }
}

const menuItem = (label: string) =>
  electron.Menu.current.flatMap(({ submenu = [] }) => submenu).find((item) => item.label === label);

describe('the desktop program', () => {
  it('is sandboxed, has its own scheme, and keeps what Electron writes beside the station', async () => {
    await launch('--windowed');
    expect(electron.app.calls).toContain('enableSandbox');
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

  it('becomes a kiosk and keeps the display on when the station says so', async () => {
    const window = await launch();
    await vi.waitFor(() => expect(window.isKiosk()).toBe(true), patience);
    expect(electron.powerSaveBlocker.active.size).toBe(1);
    await quit();
    expect(electron.powerSaveBlocker.active.size).toBe(0);
  });

  it('leaves the kiosk by its key, after a question', async () => {
    const window = await launch('--kiosk');
    expect(window.isKiosk()).toBe(true);
    electron.dialog.answers.push(0);
    menuItem('Leave whole screen…')!.click!();
    await vi.waitFor(() => expect(electron.dialog.shown).toHaveLength(1), patience);
    expect(window.isKiosk()).toBe(true);
    electron.dialog.answers.push(1);
    await vi.waitFor(() => {
      menuItem('Leave whole screen…')?.click?.();
      expect(window.isKiosk()).toBe(false);
    }, patience);
    expect(menuItem('Quit')).toBeDefined();
    expect(window.tryToClose()).toBe(true);
  });

  it('closes a kiosk when the system ends it, without a question', async () => {
    const window = await launch('--kiosk');
    expect(window.tryToClose()).toBe(false);
    electron.app.emit('before-quit', {});
    expect(window.tryToClose()).toBe(true);
  });

  it('comes to the front when it is started again, and takes the recipe that it was started with', async () => {
    const window = await launch('--windowed');
    const recipe = join(root, 'press.stepwatch.yaml');
    writeFileSync(recipe, 'name: Press\n');
    electron.dialog.answers.push(1);
    electron.app.emit(
      'second-instance',
      {},
      ['/opt/Stepwatch/stepwatch-desktop', 'press.stepwatch.yaml'],
      root,
    );
    expect(window.calls).toContain('focus');
    await vi.waitFor(
      () => expect(electron.dialog.shown.at(-1)?.message).toBe('The recipe "press" is there.'),
      patience,
    );
  });

  it('is a second one that goes at once', async () => {
    electron.app.hasLock = false;
    await import('../../../src-main/electron/index.ts');
    expect(electron.app.calls).toEqual(['enableSandbox', 'exit 0']);
    expect(electron.BrowserWindow.all).toEqual([]);
  });

  it('says so when another station has the folder open', async () => {
    const unlock = await lockWorkplace(station);
    await import('../../../src-main/electron/index.ts');
    await vi.waitFor(() => expect(electron.app.calls).toContain('exit 1'), patience);
    expect(electron.dialog.errors[0]).toContain('Another station has this folder open.');
    expect(electron.BrowserWindow.all).toEqual([]);
    unlock();
  });

  it('lets the folder go when it has ended', async () => {
    await launch('--windowed');
    await expect(lockWorkplace(station)).rejects.toMatchObject({ code: 'not_possible' });
    await quit();
    (await lockWorkplace(station))();
  });
});
