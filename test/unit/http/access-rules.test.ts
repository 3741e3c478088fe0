// Host names, origins, login attempts, sessions and passwords, without a socket.
import { describe, expect, it } from 'vitest';
import { isAllowedHost, isLoopback, isSameOrigin } from '../../../src-main/http/host-allowlist.ts';
import { LoginLimiter } from '../../../src-main/http/login-limiter.ts';
import { languageOf } from '../../../src-main/http/pages.ts';
import { Passwords } from '../../../src-main/http/secrets.ts';
import { Sessions } from '../../../src-main/http/sessions.ts';
import { engineEnvironment } from '../../../src-main/supervisor/engine-environment.ts';

describe('host names that a station accepts', () => {
  const loopback = { names: [], anyAddress: false };
  const open = { names: ['bench-7', 'bench-7.local'], anyAddress: true };
  it.each([
    ['127.0.0.1:8270', true, true],
    ['localhost', true, true],
    ['LOCALHOST:9000', true, true],
    ['localhost.', true, true],
    ['[::1]:8270', true, true],
    ['127.9.9.9', true, true],
    ['192.168.1.20:8270', false, true],
    ['[fe80::1]:8270', false, true],
    ['bench-7:8270', false, true],
    ['bench-7.local', false, true],
    ['evil.example:8270', false, false],
    ['localhost.evil.example', false, false],
    ['127.0.0.1.evil.example', false, false],
    ['evil.example@127.0.0.1', false, false],
    ['127.0.0.1:8270, evil.example', false, false],
    ['', false, false],
    [undefined, false, false],
  ])('%s: %s on loopback, %s otherwise', (host, onLoopback, otherwise) => {
    expect([isAllowedHost(host, loopback), isAllowedHost(host, open)]).toEqual([onLoopback, otherwise]);
  });

  it.each([
    ['http://127.0.0.1:8270', '127.0.0.1:8270', true],
    ['https://bench-7.local', 'Bench-7.local', true],
    ['http://127.0.0.1:3000', '127.0.0.1:8270', false],
    ['http://localhost:8270', '127.0.0.1:8270', false],
    ['http://evil.example', '127.0.0.1:8270', false],
    ['null', '127.0.0.1:8270', false],
    [undefined, '127.0.0.1:8270', false],
  ])('a page of %s at %s: %s', (origin, host, own) => {
    expect(isSameOrigin(origin, host)).toBe(own);
  });

  it.each([
    ['127.0.0.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['127.0.0.1.evil', false],
    ['::', false],
  ])('%s is loopback: %s', (address, yes) => {
    expect(isLoopback(address)).toBe(yes);
  });
});

describe('attempts to log in', () => {
  it('are free five times, then wait longer each time, up to 15 minutes', () => {
    const limiter = new LoginLimiter();
    const waits: number[] = [];
    let now = 0;
    for (let attempt = 0; attempt < 16; attempt += 1) {
      const wait = limiter.begin('10.0.0.9', now);
      waits.push(wait);
      if (wait === 0) continue;
      now += wait * 1000;
      expect(limiter.begin('10.0.0.9', now)).toBe(0);
    }
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(limiter.waitSeconds('10.0.0.9', now)).toBe(900);
    expect(limiter.waitSeconds('10.0.0.9', now + 900_000)).toBe(0);
    expect(limiter.waitSeconds('10.0.0.8', now)).toBe(0);
    expect(waits.slice(5)).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
  });

  it('are counted for each IPv4 address, and for each IPv6 /64 network', () => {
    const limiter = new LoginLimiter();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      limiter.begin('10.0.0.9', 0);
      limiter.begin('2001:db8::1', 0);
    }
    expect(limiter.begin('10.0.0.8', 0)).toBe(0);
    expect(limiter.begin('::ffff:10.0.0.9', 0)).toBe(5);
    expect(limiter.begin('2001:db8:0:0:ffff::2', 0)).toBe(5);
    expect(limiter.begin('2001:db8:0:1::1', 0)).toBe(0);
  });

  it('that succeed do not erase those before', () => {
    const limiter = new LoginLimiter();
    for (let round = 0; round < 4; round += 1) {
      limiter.begin('a', 0);
      expect(limiter.begin('a', 0)).toBe(0);
      limiter.succeeded('a');
    }
    expect(limiter.begin('a', 0)).toBe(0);
    expect(limiter.begin('a', 0)).toBe(5);
  });

  it('are forgotten after an hour', () => {
    const limiter = new LoginLimiter();
    for (let attempt = 0; attempt < 6; attempt += 1) limiter.begin('a', 0);
    expect(limiter.begin('a', 3_600_000)).toBe(0);
    expect(limiter.begin('a', 3_600_000)).toBe(0);
  });
});

describe('sessions', () => {
  it('end with a logout, or after a day without a request', () => {
    let now = 0;
    const sessions = new Sessions(() => now);
    const one = sessions.begin('viewer');
    const other = sessions.begin('operator');
    expect(one).not.toBe(other);
    now = 86_400_000;
    expect(sessions.roleOf(one)).toBe('viewer');
    now += 1;
    expect(sessions.roleOf(other)).toBeNull();
    sessions.end(one);
    expect(sessions.roleOf(one)).toBeNull();
    expect(sessions.roleOf(null)).toBeNull();
    expect(sessions.roleOf('guess')).toBeNull();
  });
});

describe('passwords', () => {
  it('give the role', async () => {
    const passwords = new Passwords({ operator: 'correct horse', viewer: 'battery staple' });
    expect(await passwords.roleOf('correct horse')).toBe('operator');
    expect(await passwords.roleOf('battery staple')).toBe('viewer');
    expect(await passwords.roleOf('')).toBeNull();
  });

  it('are refused as busy when eight are being checked', async () => {
    const passwords = new Passwords({ operator: 'correct horse', viewer: null });
    const answers = await Promise.all(Array.from({ length: 9 }, () => passwords.roleOf('guess')));
    expect(answers).toEqual([...Array(8).fill(null), 'busy']);
  });
});

it('the engine gets the environment variables of its libraries, and no secrets or options of the shell', () => {
  const environment = {
    PATH: '/bin',
    LC_ALL: 'C',
    GST_DEBUG: '2',
    LD_LIBRARY_PATH: '/opt/lib',
    STEPWATCH_PASSWORD: 'secret',
    NODE_OPTIONS: '--inspect',
    ELECTRON_RUN_AS_NODE: '1',
    NPM_TOKEN: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  expect(Object.keys(engineEnvironment(environment))).toEqual([
    'MALLOC_ARENA_MAX',
    'PATH',
    'LC_ALL',
    'GST_DEBUG',
    'LD_LIBRARY_PATH',
  ]);
});

it.each([
  ['es-ES,es;q=0.9', 'es'],
  ['en-GB,es;q=0.9', 'en'],
  ['estonian', 'en'],
  [undefined, 'en'],
])('pages for %s are in %s', (header, language) => {
  expect(languageOf({ headers: { 'accept-language': header } })).toBe(language);
});
