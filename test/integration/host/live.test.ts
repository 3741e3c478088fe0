// Screens, previews and lost engines, over real WebSockets with the real engine.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { previewCredit, unpackPreview } from '../../../src-inference/contract/index.ts';
import { enter, openSocket, Screen, type ServedStation, serveStation } from '../../served-station.ts';

const red = 'test:red#width=320&height=240';
let station: ServedStation;
let cookie: string;
const open: { close(): void }[] = [];

beforeEach(async () => {
  station = await serveStation();
  cookie = await enter(station);
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await station.close();
});

function show(): Screen {
  const screen = new Screen(station, cookie);
  open.push(screen.socket);
  return screen;
}

function preview(query = ''): WebSocket {
  const socket = openSocket(station, `/preview${query}`, cookie);
  open.push(socket);
  return socket;
}

async function picture(socket: WebSocket) {
  socket.send(previewCredit);
  const [data] = (await once(socket, 'message')) as [Buffer];
  return unpackPreview(new Uint8Array(data).buffer)!;
}

describe('screens of one station', () => {
  it('get the same events in the same order, and fold them into the same snapshot', async () => {
    const [one, other] = [show(), show()];
    await Promise.all([one.untilEngine('running'), other.untilEngine('running')]);
    await one.answer('openSource', { source: red });
    await Promise.all([one.untilEvent('partStarted'), other.untilEvent('partStarted')]);
    await other.answer('abandonPart');
    await Promise.all([one.untilEvent('partAborted'), other.untilEvent('partAborted')]);
    const until = (screen: Screen) => {
      const events = screen.events();
      return events.slice(0, events.findIndex(({ event }) => event.type === 'partAborted') + 1);
    };
    const [first, second] = [until(one), until(other)];
    const common = Math.max(first[0]!.sequence, second[0]!.sequence);
    expect(second.filter(({ sequence }) => sequence >= common)).toEqual(
      first.filter(({ sequence }) => sequence >= common),
    );
    expect(first.map(({ sequence }) => sequence)).toEqual(
      first.map((_, index) => first[0]!.sequence + index),
    );
  });

  it('miss nothing when they close: the engine goes on, and a new screen gets the snapshot', async () => {
    const first = show();
    await first.untilEngine('running');
    await first.answer('openSource', { source: red });
    await first.untilEvent('partStarted');
    const before = await first.snapshot();
    first.socket.close();
    await once(first.socket, 'close');
    const second = show();
    await second.untilEngine('running');
    const after = await second.snapshot();
    expect(after.engine).toBe(before.engine);
    expect(after.part?.id).toBe(before.part!.id);
    expect(after.sequence).toBeGreaterThanOrEqual(before.sequence);
    expect(after.source).toMatchObject({ text: red, state: 'playing' });
  });

  it('are told when the engine is lost, when it is back, and when it watches its source again', async () => {
    const screen = show();
    await screen.untilEngine('running');
    await screen.answer('openSource', { source: red });
    await screen.untilEvent('partStarted');
    const { engine, part } = await screen.snapshot();
    const from = screen.heard.length;
    process.kill(station.enginePid(), 'SIGKILL');
    expect(await screen.untilEngine('restarting', from)).toMatchObject({
      engine: { failures: 1, inSeconds: 0, reason: expect.stringContaining('SIGKILL') },
    });
    expect(await screen.request('snapshot')).toMatchObject({ error: { code: 'engine_unavailable' } });
    await screen.untilEngine('running', from);
    await screen.untilEvent('partResumed', from);
    const after = await screen.snapshot();
    expect(after.engine).not.toBe(engine);
    expect(after.source?.text).toBe(red);
    expect(after.part).toMatchObject({ id: part!.id, interrupted: true });
  });

  it('get a new engine when a person restarts it', async () => {
    const screen = show();
    await screen.untilEngine('running');
    const pid = station.enginePid();
    const from = screen.heard.length;
    await screen.answer('restartEngine');
    await screen.untilEngine('running', from);
    expect(station.enginePid()).not.toBe(pid);
  });

  it('that are slow are disconnected and can connect again; other screens are not affected', async () => {
    const [slow, quick] = [show(), show()];
    await Promise.all([slow.untilEngine('running'), quick.untilEngine('running')]);
    const text = `name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n# ${'x'.repeat(120_000)}\n`;
    await quick.answer('saveRecipe', { name: 'long', text, note: '', basedOn: null });
    slow.socket.pause();
    let cutOff = false;
    slow.socket.once('close', () => {
      cutOff = true;
    });
    // It sends requests and reads no answer. Only the kernel and the gateway buffer answers, up to a limit.
    for (let id = 1; !cutOff; id += 1) {
      expect(id).toBeLessThan(3000);
      const input = { name: 'long', savedAt: null };
      slow.socket.send(JSON.stringify({ id, command: 'readStoredRecipe', input }));
      await quick.answer('readStoredRecipe', input);
    }
    expect(quick.socket.readyState).toBe(quick.socket.OPEN);
    const again = show();
    await again.untilEngine('running');
    expect((await again.snapshot()).sequence).toBeGreaterThan(0);
  });

  it('that send an invalid message, or one that is too long, are disconnected', async () => {
    for (const message of ['{', '{}', Buffer.from('{"id":1}'), 'x'.repeat(2_000_001)]) {
      const screen = show();
      await screen.until(({ kind }) => kind === 'welcome');
      screen.socket.send(message);
      const [code] = await once(screen.socket, 'close');
      expect([1008, 1009]).toContain(code);
    }
    expect(station.supervisor.state).toMatchObject({ state: expect.stringMatching(/starting|running/) });
  });

  it('that disappear without a close frame do not stop the station', async () => {
    const raw = connect(station.port, '127.0.0.1');
    raw.write('GET /station HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    await once(raw, 'connect');
    raw.resetAndDestroy();
    const screen = show();
    await screen.untilEngine('running');
    screen.socket.terminate();
    const other = show();
    await other.untilEngine('running');
    expect(await other.snapshot()).toMatchObject({ source: null });
  });
});

describe('a preview', () => {
  it('sends one picture for each credit', async () => {
    const screen = show();
    await screen.untilEngine('running');
    await screen.answer('openSource', { source: red });
    const socket = preview('?width=160&quality=70');
    const pictures: Buffer[] = [];
    socket.on('message', (data: Buffer) => pictures.push(data));
    await once(socket, 'open');
    const first = await picture(socket);
    expect(first).toMatchObject({ width: 160, height: 120, sequence: 1 });
    expect([...first.data.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(first.handedOnAt).toBeGreaterThanOrEqual(first.capturedAt);
    expect(Date.now() - first.capturedAt).toBeLessThan(60_000);
    // Two credits at once count as one: the source goes on, but no second picture comes.
    socket.send(previewCredit);
    socket.send(previewCredit);
    await once(socket, 'message');
    const from = screen.heard.length;
    await screen.untilEvent('progress', from);
    expect(pictures).toHaveLength(2);
    expect((await picture(socket)).sequence).toBe(3);
  });

  it('waits for a source, shows the next source, and continues after the engine was lost', async () => {
    const screen = show();
    const socket = preview('?width=160');
    await Promise.all([once(socket, 'open'), screen.untilEngine('running')]);
    const waiting = picture(socket);
    await screen.answer('openSource', { source: red });
    expect((await waiting).sequence).toBe(1);
    const from = screen.heard.length;
    const next = picture(socket);
    process.kill(station.enginePid(), 'SIGKILL');
    await screen.untilEngine('restarting', from);
    await next;
    expect((await picture(socket)).sequence).toBeGreaterThan(1);
  });

  it('is detached when its screen disconnects', async () => {
    const screen = show();
    await screen.untilEngine('running');
    await screen.answer('openSource', { source: red });
    const socket = preview('?width=160');
    await once(socket, 'open');
    await picture(socket);
    const from = screen.heard.length;
    socket.close();
    const ended = await screen.until(
      (one) =>
        one.kind === 'event' &&
        one.event.event.type === 'outputState' &&
        one.event.event.kind === 'preview' &&
        one.event.event.state === 'ended',
      from,
    );
    expect(ended).toBeDefined();
  });
});
