// From the page through the bridge to the station and back, over ports that copy their messages.
import { once } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ShellMessage, unpackPreview } from '../../../src-inference/contract/index.ts';
import { openBridge } from '../../../src-main/electron/bridge.ts';
import { settle, superviseFakes } from '../supervisor/fake-engine.ts';
import { ipcMain, type MessagePortMain, MockContents } from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

/** Ends only a test that would hang. A wait ends as soon as its condition holds. */
const patience = { timeout: 60_000 };

function open(isTrusted = true) {
  const fakes = superviseFakes();
  const contents = new MockContents();
  openBridge({
    supervisor: fakes.supervisor,
    shell: { version: '1.2.3', role: 'operator', kind: 'desktop', kiosk: 'setting' },
    handlers: { choosePath: async ({ what }) => `/chosen/${what}` },
    isTrusted: () => isTrusted,
  });
  const event = { sender: contents, senderFrame: contents.mainFrame };
  return {
    ...fakes,
    received: contents.mainFrame.received,
    connectStation: () => ipcMain.emit('stepwatch:connect-station', event),
    connectPreview: (options: unknown) => ipcMain.emit('stepwatch:connect-preview', event, options),
  };
}

/** The messages that arrive at the page, in their order. */
function listen(port: MessagePortMain) {
  const messages: unknown[] = [];
  const waiting: (() => void)[] = [];
  port.on('message', ({ data }) => {
    messages.push(data);
    waiting.shift()?.();
  });
  port.start();
  return async function next<Message>(): Promise<Message> {
    if (messages.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return messages.shift() as Message;
  };
}

async function running(bridge: ReturnType<typeof open>): Promise<void> {
  bridge.supervisor.start();
  bridge.last().answer('openWorkplace', null);
  await settle();
}

beforeEach(() => {
  ipcMain.removeAllListeners();
});

describe('the port of a screen', () => {
  it('carries the welcome first, then answers of the engine and of the shell', async () => {
    const bridge = open();
    await running(bridge);
    bridge.connectStation();
    const [{ name, port }] = bridge.received as [(typeof bridge.received)[0]];
    expect(name).toBe('station-port');
    const next = listen(port);
    expect(await next<ShellMessage>()).toEqual({
      kind: 'welcome',
      shell: { version: '1.2.3', role: 'operator', kind: 'desktop', kiosk: 'setting' },
      engine: { state: 'running' },
    });
    port.postMessage({ id: 1, command: 'choosePath', input: { what: 'folder' } });
    expect(await next()).toEqual({ kind: 'answer', id: 1, output: '/chosen/folder' });
    port.postMessage({ id: 2, command: 'run', input: null });
    expect(await next()).toMatchObject({ kind: 'failure', id: 2, error: { code: 'request_invalid' } });
  });

  it('ends with its page, and the next page gets a new one', async () => {
    const bridge = open();
    await running(bridge);
    bridge.connectStation();
    const first = bridge.received[0]!.port;
    const next = listen(first);
    await next();
    const gone = once(first, 'close');
    first.port.close();
    await gone;
    bridge.connectStation();
    const again = listen(bridge.received[1]!.port);
    expect(await again()).toMatchObject({ kind: 'welcome' });
  });

  it('is not given to an untrusted page', () => {
    const bridge = open(false);
    bridge.connectStation();
    bridge.connectPreview({});
    expect(bridge.received).toEqual([]);
  });
});

describe('the port of a preview', () => {
  it('carries one picture for each credit', async () => {
    const bridge = open();
    await running(bridge);
    bridge.connectPreview({ width: 640 });
    const { name, port } = bridge.received[0]!;
    expect(name).toBe('preview-port');
    const next = listen(port);
    bridge.last().answer('attachOutput', 7);
    port.postMessage('next');
    await vi.waitFor(() => expect(bridge.last().requests.at(-1)?.command).toBe('nextPreview'), patience);
    bridge.last().answer('nextPreview', {
      data: new Uint8Array([1, 2, 3]),
      width: 640,
      height: 360,
      captureSeconds: Number(process.hrtime.bigint()) / 1e9,
    });
    const picture = unpackPreview(await next<ArrayBuffer>());
    expect([picture?.width, ...(picture?.data ?? [])]).toEqual([640, 1, 2, 3]);
  });

  it('detaches the output when the page is gone', async () => {
    const bridge = open();
    await running(bridge);
    bridge.connectPreview({});
    bridge.last().answer('attachOutput', 7);
    const { port } = bridge.received[0]!;
    listen(port);
    await settle();
    port.port.close();
    await vi.waitFor(
      () =>
        expect(bridge.last().requests.at(-1)).toMatchObject({
          command: 'detachOutput',
          input: { output: 7 },
        }),
      patience,
    );
  });

  it('detaches the output when the page sends an invalid message', async () => {
    const bridge = open();
    await running(bridge);
    bridge.connectPreview({});
    bridge.last().answer('attachOutput', 7);
    await settle();
    bridge.received[0]!.port.postMessage('more');
    await vi.waitFor(() => expect(bridge.last().requests.at(-1)?.command).toBe('detachOutput'), patience);
  });

  it('is not opened with invalid options', () => {
    const bridge = open();
    for (const options of [{ width: 100_000 }, { annotation: 'all' }, 'wide']) bridge.connectPreview(options);
    expect(bridge.received).toEqual([]);
  });

  it('can be opened at most sixteen times', async () => {
    const bridge = open();
    for (let i = 0; i < 20; i += 1) bridge.connectPreview({});
    expect(bridge.received).toHaveLength(16);
    const { port } = bridge.received[0]!;
    listen(port);
    port.port.close();
    await vi.waitFor(() => {
      bridge.connectPreview({});
      expect(bridge.received).toHaveLength(17);
    }, patience);
  });
});
