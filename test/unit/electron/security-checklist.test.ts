// Electron's security checklist (docs/tutorial/security.md of Electron, 20 items under their numbers and headings there), item by
// item: how the desktop holds it. The whole program runs, with the mock of Electron in place of its binary; what the mock was
// given is what Electron would be given.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import packageConfiguration from '../../../electron-builder.config.ts';
import { devDependencies } from '../../../package.json';
import type * as ElectronMock from './electron-mock.ts';
import { launch, makeProgramFolder, quit } from './program-folder.ts';
import { writeStandInBinary } from './stand-in-binary.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

const repository = resolve(import.meta.dirname, '../../..');
const argv = process.argv;
let electron: typeof ElectronMock;
let root: string;
let window: ElectronMock.BrowserWindow;
let preferences: Record<string, unknown>;

beforeAll(async () => {
  electron = (await import('electron')) as unknown as typeof ElectronMock;
  electron.reset();
  ({ root } = makeProgramFolder(electron));
  window = await launch(electron, '--windowed');
  preferences = window.options.webPreferences as Record<string, unknown>;
});

afterAll(async () => {
  await quit(electron);
  process.argv = argv;
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** The answer of the station's scheme. */
const ask = (address: string): Promise<Response> =>
  electron.protocol.handlers.get('stepwatch')!(new Request(address));

/** The content security policy, by directive. */
async function policy(address = 'stepwatch://app/index.html'): Promise<Map<string, readonly string[]>> {
  const header = (await ask(address)).headers.get('content-security-policy') ?? '';
  const directives = header.split('; ').map((directive) => directive.split(' '));
  return new Map(directives.map(([name, ...values]) => [name!, values]));
}

/** Whether the listeners of an event of the page prevent it. */
function isPrevented(event: string, details: object): boolean {
  let prevented = false;
  window.webContents.emit(event, { ...details, preventDefault: () => (prevented = true) });
  return prevented;
}

/** Text of the sources below a folder, by path. */
function sources(folder: string): [string, string][] {
  const names = readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.(tsx?|html)$/.test(name))
    .map((name) => [name, readFileSync(join(repository, folder, name), 'utf8')]);
}

describe('1. Only load secure content', () => {
  it('the window loads its own scheme only, which Chromium treats as secure', () => {
    expect(window.loaded).toEqual(['stepwatch://app/index.html']);
    expect(electron.protocol.schemes).toMatchObject([
      { scheme: 'stepwatch', privileges: { standard: true, secure: true } },
    ]);
  });

  it('nothing of a page comes from elsewhere', async () => {
    for (const [name, values] of await policy()) {
      const foreign = values.filter((value) => !/^('self'|'none'|'unsafe-inline'|data:|blob:)$/.test(value));
      expect([name, foreign]).toEqual([name, []]);
    }
  });
});

describe('2. Do not enable Node.js integration for remote content', () => {
  it('no frame and no worker has it', () => {
    expect(preferences.nodeIntegration).toBe(false);
    expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
    expect(preferences.nodeIntegrationInSubFrames ?? false).toBe(false);
  });
});

describe('3. Enable context isolation', () => {
  it('the preload script has a world of its own', () => {
    expect(preferences.contextIsolation).toBe(true);
  });
});

describe('4. Enable process sandboxing', () => {
  it('the window has it, and so would any other', () => {
    expect(preferences.sandbox).toBe(true);
    expect(electron.app.isSandboxed).toBe(true);
  });
});

describe('5. Handle session permission requests from remote content', () => {
  const typings = readFileSync(join(repository, 'node_modules/electron/electron.d.ts'), 'utf8');
  const listed = /setPermissionRequestHandler\(handler: .*?permission: (.*?), callback/.exec(typings)![1]!;
  const permissions = [...listed.matchAll(/'([\w-]+)'/g)].map(([, name]) => name!);
  const own = { isMainFrame: true, requestingUrl: 'stepwatch://app/index.html' };

  function isGranted(permission: string, details: { isMainFrame: boolean; requestingUrl: string }): boolean {
    const { handlers } = electron.session.defaultSession as { handlers: Map<string, unknown> };
    const request = handlers.get('permissionRequest') as (...all: unknown[]) => void;
    const check = handlers.get('permissionCheck') as (...all: unknown[]) => boolean;
    let requested = false;
    request(null, permission, (answer: boolean) => (requested = answer), details);
    const checked = check(null, permission, 'stepwatch://app/', details);
    expect([permission, checked]).toEqual([permission, requested]);
    return requested;
  }

  it('of all permissions that this version of Electron knows, only writing to the clipboard is granted', () => {
    expect(permissions.length).toBeGreaterThan(30);
    expect(permissions.filter((one) => isGranted(one, own))).toEqual(['clipboard-sanitized-write']);
  });

  it('to the page of the station itself, and to no frame and no page beside it', () => {
    const foreign = { isMainFrame: true, requestingUrl: 'https://example.org/' };
    for (const details of [foreign, { ...own, isMainFrame: false }]) {
      expect(permissions.filter((one) => isGranted(one, details))).toEqual([]);
    }
  });

  it('no device is granted', () => {
    const { handlers } = electron.session.defaultSession as { handlers: Map<string, unknown> };
    expect((handlers.get('devicePermission') as (details: object) => boolean)({ deviceType: 'usb' })).toBe(
      false,
    );
  });
});

describe('6. Do not disable webSecurity', () => {
  it('it is on', () => {
    expect(preferences.webSecurity).toBe(true);
  });
});

describe('7. Define a Content Security Policy', () => {
  it('scripts come from the program, and nothing is allowed that is not named', async () => {
    const directives = await policy();
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(directives.get('base-uri')).toEqual(["'none'"]);
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
    for (const name of ['object-src', 'frame-src', 'child-src']) expect(directives.has(name)).toBe(false);
  });

  it('every answer has it, also one without a file', async () => {
    expect(await policy('stepwatch://app/missing.js')).toEqual(await policy());
    expect(await policy('stepwatch://other/')).toEqual(await policy());
  });
});

describe.each([
  ['8. Do not enable allowRunningInsecureContent', 'allowRunningInsecureContent'],
  ['9. Do not enable experimental features', 'experimentalFeatures'],
  ['10. Do not use enableBlinkFeatures', 'enableBlinkFeatures'],
])('%s', (_, name) => {
  it('it is not set', () => {
    expect(preferences[name]).toBeUndefined();
  });
});

describe('11. Do not use allowpopups for WebViews', () => {
  it('there is no webview', () => {
    expect(preferences.webviewTag).toBe(false);
    const names = sources('src-renderer').filter(([, text]) => /<webview/i.test(text));
    expect(names.map(([name]) => name)).toEqual([]);
  });
});

describe('12. Verify WebView options before creation', () => {
  it('none is created', () => {
    expect(isPrevented('will-attach-webview', {})).toBe(true);
  });
});

describe('13. Disable or limit navigation', () => {
  it.each([
    'https://example.org/',
    'file:///etc/passwd',
    'stepwatch://other/',
    'data:text/html,x',
    'about:blank',
  ])('the window does not go to %s', (url) => {
    expect(isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    expect(isPrevented('will-redirect', { url, isMainFrame: true })).toBe(true);
  });

  it('a frame goes nowhere, and nothing that is dropped on the window is opened', () => {
    const url = 'stepwatch://app/index.html';
    expect(isPrevented('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
    expect(isPrevented('will-frame-navigate', { url, isMainFrame: true })).toBe(false);
    expect(preferences.navigateOnDragDrop).toBe(false);
  });
});

describe('14. Disable or limit creation of new windows', () => {
  it('none is created', () => {
    expect(window.webContents.openHandler!()).toEqual({ action: 'deny' });
  });
});

describe('15. Do not use shell.openExternal with untrusted content', () => {
  it('the desktop has no way to open anything in another program', () => {
    const names = sources('src-main/electron').filter(([, text]) =>
      /import [^;]*\bshell\b[^;]* from 'electron'/.test(text),
    );
    expect(names.map(([name]) => name)).toEqual([]);
  });
});

describe('16. Use a current version of Electron', () => {
  it('one exact version is named, and its typings are the ones that the code is checked with', () => {
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    const installed = JSON.parse(
      readFileSync(join(repository, 'node_modules/electron/package.json'), 'utf8'),
    );
    expect(installed.version).toBe(devDependencies.electron);
  });
});

describe('17. Validate the sender of all IPC messages', () => {
  const channels = () => electron.ipcMain.eventNames();

  it('the main process listens on two channels', () => {
    expect(channels()).toEqual(['stepwatch:connect-station', 'stepwatch:connect-preview']);
  });

  it.each<[string, (contents: ElectronMock.MockContents) => object]>([
    ['a frame inside the page', (sender) => ({ sender, senderFrame: { url: 'stepwatch://app/index.html' } })],
    ['a frame that is gone', (sender) => ({ sender, senderFrame: null })],
    [
      'another window',
      () => {
        const other = new electron.MockContents();
        return { sender: other, senderFrame: other.mainFrame };
      },
    ],
    [
      'another page in its place',
      (sender) => ({ sender, senderFrame: Object.assign(sender.mainFrame, { url: 'https://example.org/' }) }),
    ],
  ])('none answers %s', (_, eventOf) => {
    const { webContents } = window;
    const event = eventOf(webContents);
    for (const channel of channels()) electron.ipcMain.emit(channel, event, {});
    webContents.mainFrame.url = 'stepwatch://app/index.html';
    expect(webContents.mainFrame.received).toEqual([]);
  });
});

describe('18. Avoid usage of the file:// protocol and prefer usage of custom protocols', () => {
  it('the scheme gives what the program shows, and nothing of the machine', async () => {
    expect(await (await ask('stepwatch://app/')).text()).toBe('<!doctype html>');
    for (const path of [
      '../../../etc/passwd',
      '%2e%2e/%2e%2e/main/engine.js',
      '/etc/passwd',
      '..%2fmain%2fengine.js',
    ]) {
      expect((await ask(`stepwatch://app/${path}`)).status).toBe(404);
    }
  });
});

describe('19. Check which fuses you can change', () => {
  const wanted = Object.entries(packageConfiguration.electronFuses).map(([name, isOn]) => {
    const key = `${name[0]!.toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options;
    return [FuseV1Options[key], isOn] as const;
  });

  it('the ones of the package are written into a binary and read back', async () => {
    const binary = join(root, 'electron');
    writeStandInBinary(binary);
    const before = await getCurrentFuseWire(binary);
    await flipFuses(binary, { version: FuseVersion.V1, ...Object.fromEntries(wanted) });
    const after = await getCurrentFuseWire(binary);
    expect(after).toEqual({
      ...before,
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
    });
    // On as Electron publishes it; nothing of the desktop needs them: V8's traps only make WebAssembly faster.
    expect(before[FuseV1Options.WasmTrapHandlers]).toBe(FuseState.ENABLE);
  });
});

describe('20. Do not expose Electron APIs to untrusted web content', () => {
  it('the page gets two functions, which answer nothing', async () => {
    await import('../../../src-main/electron/preload.ts');
    const { exposed } = electron.contextBridge;
    expect([...exposed.keys()]).toEqual(['stepwatch']);
    const api = exposed.get('stepwatch')!;
    expect(Object.keys(api)).toEqual(['connectStation', 'connectPreview']);
    expect([api.connectStation!(), api.connectPreview!({ width: 640 })]).toEqual([undefined, undefined]);
    expect(electron.ipcRenderer.sent).toEqual([
      ['stepwatch:connect-station'],
      ['stepwatch:connect-preview', { width: 640 }],
    ]);
  });
});
