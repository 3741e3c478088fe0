// What the desktop decides, without Electron.
import { describe, expect, it } from 'vitest';
import { isAppAddress } from '../../../src-main/electron/app-address.ts';
import { readByteRange } from '../../../src-main/electron/byte-range.ts';
import { isKiosk, withOverride, withSetting } from '../../../src-main/electron/kiosk-mode.ts';
import { readLaunchOptions } from '../../../src-main/electron/launch-options.ts';
import { programFiles } from '../../../src-main/electron/program-files.ts';
import { recipeName } from '../../../src-main/electron/recipe-import.ts';
import { reloadAfterCrash, type ScreenCrashes } from '../../../src-main/electron/renderer-recovery.ts';
import { fitToDisplays, parseWindowState } from '../../../src-main/electron/window-state.ts';
import { installRootOf } from '../../../src-main/supervisor/index.ts';

describe('the command line of the desktop', () => {
  it.each([
    [[], { kiosk: null, directory: null, recipes: [] }],
    [['--kiosk'], { kiosk: true, directory: null, recipes: [] }],
    [['--windowed', '--ozone-platform=wayland'], { kiosk: false, directory: null, recipes: [] }],
    [['--directory', 'two'], { kiosk: null, directory: '/home/ann/two', recipes: [] }],
    [['--directory=/srv/two'], { kiosk: null, directory: '/srv/two', recipes: [] }],
    [['press.stepwatch.yaml'], { kiosk: null, directory: null, recipes: ['/home/ann/press.stepwatch.yaml'] }],
    [['/a/b.yml', 'film.mp4', '-x.yaml'], { kiosk: null, directory: null, recipes: ['/a/b.yml'] }],
  ])('%j', (given, read) => {
    expect(readLaunchOptions(given, '/home/ann')).toEqual(read);
  });
});

describe('the address of the station', () => {
  it.each([
    ['stepwatch://app/index.html', null, true],
    ['stepwatch://app/recordings/part.mp4', null, true],
    ['stepwatch://other/index.html', null, false],
    ['stepwatch://app.evil.example/', null, false],
    ['stepwatch://me@app/', null, false],
    ['https://app/index.html', null, false],
    ['file:///etc/passwd', null, false],
    ['about:blank', null, false],
    ['nonsense', null, false],
    ['http://localhost:5173/index.html', 'http://localhost:5173', true],
    ['http://localhost:5173/', null, false],
    ['http://localhost:51730/', 'http://localhost:5173', false],
  ])('%s with the development server %s: %s', (address, devServer, ours) => {
    expect(isAppAddress(address, devServer)).toBe(ours);
  });
});

describe('a byte range', () => {
  it.each([
    [null, { kind: 'whole' }],
    ['bytes=0-', { kind: 'part', first: 0, last: 99 }],
    ['bytes=10-19', { kind: 'part', first: 10, last: 19 }],
    ['bytes=90-500', { kind: 'part', first: 90, last: 99 }],
    ['bytes=-10', { kind: 'part', first: 90, last: 99 }],
    ['bytes=-500', { kind: 'part', first: 0, last: 99 }],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=20-10', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['lines=1-2', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
  ] as const)('%s of 100', (header, range) => {
    expect(readByteRange(header, 100)).toEqual(range);
  });

  it('of an empty file does not exist', () => {
    expect(readByteRange('bytes=0-', 0)).toEqual({ kind: 'unsatisfiable' });
  });
});

describe('the position of the window', () => {
  const main = { x: 0, y: 0, width: 1920, height: 1080 };
  const second = { x: 1920, y: 0, width: 2560, height: 1440 };
  const saved = (x: number, y: number, width = 1200, height = 800) => ({
    bounds: { x, y, width, height },
    isMaximized: false,
  });

  it('is the middle of the main display at first', () => {
    expect(fitToDisplays(null, [main, second]).bounds).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
  });

  it('is the saved one, also on a second display', () => {
    expect(fitToDisplays(saved(2000, 100), [main, second])).toEqual(saved(2000, 100));
  });

  it('moves to the main display when its display is gone', () => {
    expect(fitToDisplays(saved(2000, 100), [main]).bounds).toEqual({
      x: 360,
      y: 140,
      width: 1200,
      height: 800,
    });
  });

  it('moves when its title bar cannot be reached', () => {
    expect(fitToDisplays(saved(100, -300), [main]).bounds.y).toBe(140);
    expect(fitToDisplays(saved(1900, 100), [main]).bounds.x).toBe(360);
  });

  it('is at least what the screens need, and at most the display', () => {
    expect(fitToDisplays(saved(0, 0, 300, 200), [main]).bounds).toMatchObject({ width: 1024, height: 700 });
    expect(fitToDisplays(saved(0, 0, 9000, 9000), [main]).bounds).toMatchObject({
      width: 1920,
      height: 1080,
    });
  });

  it.each([
    '',
    'no json',
    'null',
    '{}',
    '{"bounds":{"x":1,"y":2,"width":"3","height":4},"isMaximized":true}',
  ])('is not taken from a damaged file: %s', (text) => {
    expect(parseWindowState(text)).toBeNull();
  });

  it('can be written and read again', () => {
    expect(parseWindowState(JSON.stringify(saved(5, 6)))).toEqual(saved(5, 6));
  });
});

describe('the kiosk', () => {
  const unknown = { setting: null, override: null };

  it('is as the settings say, once they are known', () => {
    expect(isKiosk(unknown)).toBe(false);
    expect(isKiosk(withSetting(unknown, true))).toBe(true);
  });

  it('is as the command line says, whatever the settings say at the start', () => {
    expect(isKiosk(withSetting({ setting: null, override: false }, true))).toBe(false);
  });

  it('stays off after a restart of the engine, and follows a setting that changes', () => {
    const left = withOverride(withSetting(unknown, true), false);
    expect(isKiosk(withSetting(left, true))).toBe(false);
    expect(isKiosk(withSetting(withSetting(left, false), true))).toBe(true);
  });
});

describe('a screen that crashes', () => {
  function pauses(times: readonly number[]): number[] {
    let crashes: ScreenCrashes | null = null;
    return times.map((now) => {
      const reload = reloadAfterCrash(crashes, now);
      crashes = reload.crashes;
      return reload.inMilliseconds;
    });
  }

  it('is loaded again after pauses that double up to 30 s', () => {
    expect(pauses([0, 1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 64e3, 100e3])).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('counts as healthy again after a minute', () => {
    expect(pauses([0, 1000, 70_000])).toEqual([500, 1000, 500]);
  });
});

describe('the files of the program', () => {
  it('are found in a checkout', () => {
    expect(installRootOf('/home/ann/stepwatch/')).toBe('/home/ann/stepwatch/');
    expect(programFiles('/src', '/src')).toEqual({
      engine: '/src/out/main/engine.js',
      preload: '/src/out/main/preload.cjs',
      screens: '/src/out/renderer',
      icon: '/src/resources/icons/256x256.png',
    });
  });

  it('are found in a package, from the archive and from the plain files', () => {
    expect(installRootOf('/opt/Stepwatch/resources/app.asar')).toBe('/opt/Stepwatch');
    expect(installRootOf('/opt/Stepwatch/resources/app.asar.unpacked/')).toBe('/opt/Stepwatch');
    expect(programFiles('/opt/Stepwatch/resources/app.asar', '/opt/Stepwatch')).toEqual({
      engine: '/opt/Stepwatch/resources/app.asar.unpacked/out/main/engine.js',
      preload: '/opt/Stepwatch/resources/app.asar/out/main/preload.cjs',
      screens: '/opt/Stepwatch/resources/app.asar.unpacked/out/renderer',
      icon: '/opt/Stepwatch/resources/icons/256x256.png',
    });
  });
});

describe('the name of a recipe', () => {
  it.each([
    ['/a/press.stepwatch.yaml', 'press'],
    ['/a/press.yml', 'press'],
    ['/a/v1.2.yaml', 'v1.2'],
  ])('%s', (path, name) => {
    expect(recipeName(path)).toBe(name);
  });
});
