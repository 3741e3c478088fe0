// The window: how it is created and closed, and how a lost screen is loaded again.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StationWindow, type WindowOptions } from '../../../src-main/electron/station-window.ts';
import type { WindowState } from '../../../src-main/electron/window-state.ts';
import { BrowserWindow } from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

function open(changes: Partial<WindowOptions> = {}) {
  const written: WindowState[] = [];
  const log: string[] = [];
  const onLeaveKiosk = vi.fn();
  const station = new StationWindow({
    preload: '/out/preload.cjs',
    icon: '/icon.png',
    stateFile: { read: () => null, write: (state) => written.push(state) },
    kiosk: false,
    devServer: null,
    log: (text) => log.push(text),
    onLeaveKiosk,
    ...changes,
  });
  const window = BrowserWindow.all.at(-1)!;
  const lose = (reason = 'crashed') =>
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 11 });
  return { station, window, written, log, onLeaveKiosk, lose };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the window', () => {
  it('shows the screens of the package, or those of the development server', () => {
    expect(open().window.loaded).toEqual(['stepwatch://app/index.html']);
    const { window } = open({ devServer: 'http://localhost:5173' });
    expect(window.loaded).toEqual(['http://localhost:5173']);
    expect(window.options.webPreferences).toMatchObject({ devTools: true });
  });

  it('saves its position when it closes', () => {
    const { window, written } = open();
    window.bounds = { x: 10, y: 20, width: 1300, height: 900 };
    expect(window.tryToClose()).toBe(true);
    expect(written).toEqual([{ bounds: window.bounds, isMaximized: false }]);
  });

  it('comes to the front when the program is started again', () => {
    const { station, window } = open();
    window.emit('ready-to-show');
    window.minimize();
    station.focus();
    expect([window.isVisible(), window.isFocused()]).toEqual([true, true]);
  });
});

describe('a kiosk', () => {
  it('asks before it closes, and keeps the saved position', () => {
    const { window, written, onLeaveKiosk } = open({ kiosk: true });
    expect(window.options.kiosk).toBe(true);
    expect(window.tryToClose()).toBe(false);
    expect(onLeaveKiosk).toHaveBeenCalledOnce();
    expect(written).toEqual([]);
  });

  it('closes when the program ends', () => {
    const { station, window, onLeaveKiosk } = open({ kiosk: true });
    station.allowClose();
    expect(window.tryToClose()).toBe(true);
    expect(onLeaveKiosk).not.toHaveBeenCalled();
  });

  it('has no menu bar', () => {
    const { station, window } = open();
    station.setKiosk(true);
    expect(window.isKiosk()).toBe(true);
    expect(window.isMenuBarVisible()).toBe(false);
    station.setKiosk(false);
    expect(window.isKiosk()).toBe(false);
    expect(window.isMenuBarVisible()).toBe(true);
  });
});

describe('a screen that was lost', () => {
  it('is loaded again after a pause that doubles, and the log says why', () => {
    const { window, log, lose } = open();
    lose();
    vi.advanceTimersByTime(499);
    expect(window.loaded).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(window.loaded).toHaveLength(2);
    lose('oom');
    vi.advanceTimersByTime(999);
    expect(window.loaded).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(window.loaded).toHaveLength(3);
    expect(log).toEqual([
      'the renderer of the screen ended (crashed, exit code 11); it is loaded again in 0.5 s',
      'the renderer of the screen ended (oom, exit code 11); it is loaded again in 1 s',
    ]);
  });

  it('is loaded again when a load failed, but not when another load replaced it', () => {
    const { window } = open();
    window.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'stepwatch://app/', true);
    window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'stepwatch://app/x', false);
    vi.advanceTimersByTime(60_000);
    expect(window.loaded).toHaveLength(1);
    window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'stepwatch://app/', true);
    vi.advanceTimersByTime(500);
    expect(window.loaded).toHaveLength(2);
  });

  it('is killed when it hangs, and left alone when it responds in time', () => {
    const { window } = open();
    window.emit('unresponsive');
    vi.advanceTimersByTime(9000);
    window.emit('responsive');
    vi.advanceTimersByTime(60_000);
    expect(window.webContents.crashes).toBe(0);
    window.emit('unresponsive');
    vi.advanceTimersByTime(10_000);
    expect(window.webContents.crashes).toBe(1);
    vi.advanceTimersByTime(500);
    expect(window.loaded).toHaveLength(2);
  });

  it('is not loaded again when the window was closed', () => {
    const { window, lose } = open();
    lose();
    window.tryToClose();
    vi.advanceTimersByTime(60_000);
    expect(window.loaded).toHaveLength(1);
  });
});
