// What the desktop does not allow a page to do.
import { EventEmitter } from 'node:events';
import type { IpcMainEvent, Session, WebContents, WebFrameMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { denyPermissions, isTrustedSender, restrictNavigation } from '../../../src-main/electron/security.ts';
import { MockContents } from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

function restricted(devServer: string | null = null) {
  const contents = new MockContents();
  restrictNavigation(contents as unknown as WebContents, devServer);
  const isStopped = (event: string, details: object = {}): boolean => {
    let stopped = false;
    contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  };
  return { contents, isStopped };
}

describe('a page', () => {
  it('cannot open windows', () => {
    expect(restricted().contents.openHandler?.()).toEqual({ action: 'deny' });
  });

  it.each([
    ['https://example.org/', true, true],
    ['file:///etc/passwd', true, true],
    ['stepwatch://other/', true, true],
    ['stepwatch://app/index.html', false, true],
    ['stepwatch://app/index.html', true, false],
  ])('that navigates to %s (main frame: %s) is stopped: %s', (url, isMainFrame, stopped) => {
    expect(restricted().isStopped('will-frame-navigate', { url, isMainFrame })).toBe(stopped);
  });

  it('cannot be redirected to another page, and cannot embed a webview', () => {
    expect(restricted().isStopped('will-redirect', { url: 'https://example.org/' })).toBe(true);
    expect(restricted().isStopped('will-attach-webview')).toBe(true);
  });

  it('gets no permission, whether it asks for it or not', () => {
    const handlers: Record<string, (...all: unknown[]) => unknown> = {};
    const session = new Proxy({} as Session, {
      get: (_target, name: string) => (handler: (...all: unknown[]) => unknown) => {
        handlers[name] = handler;
      },
    });
    denyPermissions(session);
    const answer = vi.fn();
    handlers.setPermissionRequestHandler!(null, 'media', answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(handlers.setPermissionCheckHandler!(null, 'media')).toBe(false);
    expect(handlers.setDevicePermissionHandler!({})).toBe(false);
  });
});

describe('a message of the page', () => {
  const station = new MockContents() as unknown as WebContents;
  const event = (sender: unknown, senderFrame: unknown) =>
    ({ sender, senderFrame }) as Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

  it('is accepted from the main frame of the station', () => {
    expect(isTrustedSender(event(station, station.mainFrame), station, null)).toBe(true);
  });

  it('is refused from an inner frame, another window, or a frame that no longer exists', () => {
    const frame = { url: 'stepwatch://app/index.html' } as WebFrameMain;
    expect(isTrustedSender(event(station, frame), station, null)).toBe(false);
    expect(isTrustedSender(event(new EventEmitter(), station.mainFrame), station, null)).toBe(false);
    expect(isTrustedSender(event(station, null), station, null)).toBe(false);
  });

  it('is refused from a page that replaced the station', () => {
    const taken = new MockContents();
    taken.mainFrame.url = 'https://example.org/';
    const contents = taken as unknown as WebContents;
    expect(isTrustedSender(event(contents, contents.mainFrame), contents, null)).toBe(false);
  });
});
