// Who may use a served station: real requests over real sockets.
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startHost } from '../../../src-main/host/index.ts';
import { limitConnections } from '../../../src-main/http/connection-limits.ts';
import {
  ask,
  cookieOf,
  enter,
  login,
  openSocket,
  Screen,
  type ServedStation,
  serveStation,
} from '../../served-station.ts';

/** HTTP status with which a WebSocket is refused. */
async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
}

it('an address that holds many connections gets no more until it lets one go', async () => {
  const server = createServer((_, response) => response.end('well'));
  limitConnections(server, { all: 10, ofAddress: 3, isExempt: (from) => from === '127.0.0.2' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = (localAddress: string) =>
    connect({ port, host: '127.0.0.1', localAddress }).on('error', () => undefined);
  const held = [1, 2, 3].map(() => open('127.0.0.3'));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  await once(open('127.0.0.3').resume(), 'close');
  for (const from of ['127.0.0.2', '127.0.0.4']) {
    const other = open(from);
    const answered = once(other, 'data');
    other.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await answered)[0])).toContain('200 OK');
  }
  expect(held.filter(({ destroyed }) => destroyed)).toEqual([]);
  server.closeAllConnections();
  server.close();
});

describe('a station on loopback', () => {
  let station: ServedStation;
  let cookie: string;
  beforeAll(async () => {
    station = await serveStation();
    cookie = await enter(station);
  });
  afterAll(() => station.close());

  it('gives a cookie for the token; scripts cannot read it and other sites do not send it', async () => {
    const answer = await ask(station, station.url.slice(station.origin.length));
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']![0]).toMatch(
      /^stepwatch-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('shows the screens only with the cookie', async () => {
    const shown = await ask(station, '/', { headers: { cookie } });
    expect(shown.status).toBe(200);
    expect(shown.body.toString()).toContain('Screens');
    const foreign = await ask(station, '/');
    expect(foreign.status).toBe(401);
    expect(foreign.body.toString()).toContain('?token=');
    expect((await ask(station, '/assets/app-12345678.js')).status).toBe(401);
    const forged = await ask(station, '/', {
      headers: { cookie: `stepwatch-${station.port}=${'A'.repeat(43)}` },
    });
    expect(forged.status).toBe(401);
  });

  it('sends the security headers with every response, and lets browsers cache only hashed files', async () => {
    const page = await ask(station, '/', { headers: { cookie } });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'private, no-cache',
    });
    const script = await ask(station, '/assets/app-12345678.js', { headers: { cookie } });
    expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(script.headers['content-type']).toMatch(/^text\/javascript/);
    const again = { cookie, 'If-None-Match': page.headers.etag! };
    expect((await ask(station, '/', { headers: again })).status).toBe(304);
    expect((await ask(station, '/nothing')).headers['content-security-policy']).toBeDefined();
  });

  it.each([
    '/?token=',
    '/?token=guess',
    '/?token=%00',
    `/?token=${'a'.repeat(4000)}`,
  ])('gives nothing for %s', async (path) => {
    const own = await serveStation();
    const answer = await ask(own, path);
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
    await own.close();
  });

  it('refuses other host names (DNS rebinding)', async () => {
    for (const host of ['evil.example', `evil.example:${station.port}`, '192.168.1.20']) {
      const answer = await ask(station, '/', { headers: { cookie, Host: host } });
      expect([400, 403]).toContain(answer.status);
    }
    expect((await ask(station, '/', { headers: { cookie, Host: 'localhost:9999' } })).status).toBe(200);
  });

  it('refuses requests of foreign pages', async () => {
    const foreign = { cookie, Origin: 'http://evil.example' };
    expect((await ask(station, '/', { headers: foreign })).status).toBe(403);
    expect((await ask(station, '/logout', { method: 'POST', headers: foreign })).status).toBe(403);
    expect((await ask(station, '/logout', { method: 'POST', headers: { cookie } })).status).toBe(403);
    expect((await ask(station, '/', { headers: { cookie } })).status).toBe(200);
  });

  it.each([
    '/station',
    '/preview',
  ])('opens %s only for its own pages, under its own name, with a cookie', async (path) => {
    const address = `ws://127.0.0.1:${station.port}${path}`;
    const { origin } = station;
    expect(await refusal(new WebSocket(address, { origin }))).toBe(401);
    expect(await refusal(new WebSocket(address, { headers: { cookie } }))).toBe(403);
    expect(
      await refusal(new WebSocket(address, { headers: { cookie }, origin: 'http://evil.example' })),
    ).toBe(403);
    expect(await refusal(new WebSocket(address, { headers: { cookie }, origin: 'http://127.0.0.1:1' }))).toBe(
      403,
    );
    const rebound = { cookie, Host: 'evil.example' };
    expect(await refusal(new WebSocket(address, { headers: rebound, origin: 'http://evil.example' }))).toBe(
      403,
    );
    const socket = openSocket(station, path, cookie);
    await once(socket, 'open');
    socket.close();
  });

  it.each([
    ['/elsewhere', 404, 'are at /station'],
    ['/preview?width=9', 400, 'option "width"'],
    ['/preview?annotation=aligned', 400, 'option "annotation"'],
    ['//[', 404, 'are at /station'],
  ])('opens no socket at %s, and says why', async (path, status, reason) => {
    const answer = await ask(station, path, {
      headers: {
        cookie,
        Origin: station.origin,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      },
    });
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toContain(reason);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/..%252fsecret.txt',
    '//secret.txt',
    '/%00',
    '/%',
    '/link.txt',
    '/recordings/..%2fsecret.txt',
    '/recordings/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/recordings/../../secret.txt',
    '/recordings/',
    '/recordings/link.mp4',
    '/teach/..%2f..%2fsecret.txt',
    '/teach/',
    '/assets',
    '*',
    'http://evil.example/',
  ])('has nothing outside of its folders: %s', async (path) => {
    const secret = join(station.folder, 'secret.txt');
    mkdirSync(join(station.folder, 'station/recordings'), { recursive: true });
    for (const link of ['screens/link.txt', 'station/recordings/link.mp4']) {
      try {
        symlinkSync(secret, join(station.folder, link));
      } catch {
        // The file exists since the previous case.
      }
    }
    const answer = await ask(station, path, { headers: { cookie } });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain('not to be seen');
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses the method %s', async (method) => {
    const headers = { cookie, Origin: station.origin };
    expect((await ask(station, '/', { method, headers })).status).toBe(405);
  });

  it('ends a session by a logout', async () => {
    const mine = await enter(station);
    const headers = { cookie: mine, Origin: station.origin };
    expect((await ask(station, '/logout', { method: 'POST', headers })).headers.location).toBe('/login');
    expect((await ask(station, '/', { headers: { cookie: mine } })).status).toBe(401);
    expect(await refusal(openSocket(station, '/station', mine))).toBe(401);
    expect((await ask(station, '/', { headers: { cookie } })).status).toBe(200);
  });

  it('closes the sockets of a session at once when it ends, and no others', async () => {
    const mine = await enter(station);
    const [own, other] = [openSocket(station, '/station', mine), openSocket(station, '/station', cookie)];
    await Promise.all([once(own, 'open'), once(other, 'open')]);
    const closed = once(own, 'close');
    await ask(station, '/logout', { method: 'POST', headers: { cookie: mine, Origin: station.origin } });
    const [code] = await closed;
    expect(code).toBe(1008);
    expect(other.readyState).toBe(WebSocket.OPEN);
    other.close();
  });

  it('says how to build the screens when they are missing', async () => {
    const bare = await serveStation({ screens: join(station.folder, 'nowhere') });
    const answer = await ask(bare, '/', { headers: { cookie: await enter(bare) } });
    expect(answer.status).toBe(503);
    expect(answer.body.toString()).toContain('scripts/setup.sh');
    await bare.close();
  });

  it('reports a port that is taken, and needs a password to listen off loopback', async () => {
    const options = {
      supervisor: station.supervisor,
      screens: '',
      host: '127.0.0.1',
      port: station.port,
      names: [],
      passwords: null,
      version: '0',
      kiosk: 'browser',
    } as const;
    await expect(startHost(options)).rejects.toMatchObject({
      code: 'port_unavailable',
      hint: expect.stringContaining('--port'),
    });
    await expect(startHost({ ...options, host: '0.0.0.0' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(
      startHost({ ...options, host: '203.0.113.1', passwords: { operator: 'x', viewer: null } }),
    ).rejects.toMatchObject({
      code: 'port_unavailable',
      hint: expect.stringContaining('--host'),
    });
  });
});

describe('a station for other machines', () => {
  const passwords = { operator: 'correct horse', viewer: 'battery staple' };
  let station: ServedStation;
  beforeAll(async () => {
    station = await serveStation({ host: '0.0.0.0', passwords });
  });
  afterAll(() => station.close());

  it('asks for the password, in the language of the browser', async () => {
    const english = await ask(station, '/', { headers: { Host: '192.168.1.20:8270' } });
    expect(english.status).toBe(401);
    expect(english.body.toString()).toContain('type="password"');
    const spanish = await ask(station, '/login', { headers: { 'Accept-Language': 'es-MX' } });
    expect(spanish.body.toString()).toContain('Contraseña');
    expect((await ask(station, '/login.css')).headers['content-type']).toMatch(/^text\/css/);
  });

  it('gives the role that belongs to the password', async () => {
    for (const [role, password] of Object.entries(passwords)) {
      const answer = await login(station, password);
      expect(answer.status).toBe(303);
      using screen = new Screen(station, cookieOf(answer));
      expect(await screen.until(({ kind }) => kind === 'welcome')).toMatchObject({ shell: { role } });
    }
  });

  it('lets a viewer change nothing', async () => {
    using screen = new Screen(station, cookieOf(await login(station, passwords.viewer)));
    await screen.untilEngine('running');
    expect(await screen.snapshot()).toMatchObject({ settings: { recordings: expect.any(String) } });
    for (const command of ['openSource', 'startPart', 'changeSettings', 'restartEngine', 'saveRecipe']) {
      expect(await screen.request(command)).toMatchObject({
        kind: 'failure',
        error: { code: 'not_allowed' },
      });
    }
  });

  it('accepts a password only from its own form', async () => {
    const body = new URLSearchParams({ password: passwords.operator }).toString();
    for (const headers of [{}, { Origin: 'http://evil.example' }, { Origin: 'null' }]) {
      expect((await ask(station, '/login', { method: 'POST', headers, body })).status).toBe(403);
    }
    const long = { method: 'POST', headers: { Origin: station.origin }, body: 'x'.repeat(5000) };
    expect((await ask(station, '/login', long)).status).toBe(413);
  });

  it('makes an address wait after wrong passwords or tokens, even with the right password', async () => {
    const own = await serveStation({ host: '0.0.0.0', passwords });
    for (let guess = 0; guess < 4; guess += 1) {
      const answer = await login(own, `guess ${guess}`);
      expect(answer.status).toBe(401);
      expect(answer.body.toString()).toContain('role="alert"');
    }
    expect((await ask(own, '/?token=guess')).status).toBe(401);
    const late = await login(own, passwords.operator);
    expect(late.status).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    expect(late.headers['set-cookie']).toBeUndefined();
    // Whoever started the station has its token, which nobody guesses.
    expect(await enter(own)).toContain('=');
    await own.close();
  });
});

it('recordings can be played from any position', async () => {
  await using station = await serveStation();
  using screen = new Screen(station, await enter(station));
  await screen.untilEngine('running');
  const { recordings } = (await screen.snapshot()).settings;
  mkdirSync(recordings, { recursive: true });
  writeFileSync(
    join(recordings, 'part 1.mp4'),
    Buffer.from(Array.from({ length: 256 }, (_, index) => index)),
  );
  writeFileSync(join(recordings, 'notes.txt'), 'not a recording');
  const cookie = await enter(station);
  const path = '/recordings/part%201.mp4';
  const whole = await ask(station, path, { headers: { cookie } });
  expect([whole.status, whole.body.length, whole.headers['content-type']]).toEqual([200, 256, 'video/mp4']);
  expect(whole.headers['accept-ranges']).toBe('bytes');
  const part = await ask(station, path, { headers: { cookie, Range: 'bytes=100-103' } });
  expect(part.status).toBe(206);
  expect([...part.body]).toEqual([100, 101, 102, 103]);
  expect(part.headers['content-range']).toBe('bytes 100-103/256');
  const beyond = await ask(station, path, { headers: { cookie, Range: 'bytes=256-' } });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */256']);
  expect((await ask(station, path)).status).toBe(401);
  expect((await ask(station, '/recordings/notes.txt', { headers: { cookie } })).status).toBe(404);
  expect((await ask(station, '/recordings/part%202.mp4', { headers: { cookie } })).status).toBe(404);
});

it('videos of the project that teaches can be played from any position, and nothing else of it can be had', async () => {
  await using station = await serveStation();
  using screen = new Screen(station, await enter(station));
  await screen.untilEngine('running');
  const { teach } = (await screen.snapshot()).settings;
  mkdirSync(join(teach, 'recordings'), { recursive: true });
  writeFileSync(join(teach, 'recordings/Ana 1.mov'), 'abcdefghij');
  writeFileSync(join(teach, 'recordings/Ana 1.csv'), 'start,end,label');
  const cookie = await enter(station);
  const part = await ask(station, '/teach/Ana%201.mov', { headers: { cookie, Range: 'bytes=3-5' } });
  expect([part.status, String(part.body), part.headers['content-type']]).toEqual([
    206,
    'def',
    'video/quicktime',
  ]);
  expect((await ask(station, '/teach/Ana%201.mov')).status).toBe(401);
  expect((await ask(station, '/teach/Ana%201.csv', { headers: { cookie } })).status).toBe(404);
});
