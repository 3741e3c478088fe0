// Requests of the screens, answered from real files.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appProtocol } from '../../../src-main/electron/app-protocol.ts';

let root: string;
let recordings: string | null;
let teach: string | null;
let ask: (path: string, init?: RequestInit) => Promise<Response>;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'stepwatch-protocol-'));
  for (const folder of ['screens/assets', 'videos', 'videos-old', 'line/recordings', 'line/networks/0001'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'screens/index.html'), '<!doctype html>');
  writeFileSync(join(root, 'screens/assets/app-1a2b.js'), 'export {};');
  writeFileSync(join(root, 'screens/empty.css'), '');
  writeFileSync(join(root, 'videos/part 1.mp4'), '0123456789');
  writeFileSync(join(root, 'videos/notes.txt'), 'private');
  writeFileSync(join(root, 'videos-old/part.mp4'), 'old');
  writeFileSync(join(root, 'secret.mp4'), 'secret');
  writeFileSync(join(root, 'line/recordings/Ana 1.webm'), 'abcdefghij');
  writeFileSync(join(root, 'line/recordings/Ana 1.csv'), 'labels');
  writeFileSync(join(root, 'line/networks/0001/clip.mp4'), 'of a network');
  symlinkSync(join(root, 'secret.mp4'), join(root, 'videos/link.mp4'));
  symlinkSync(join(root, 'secret.mp4'), join(root, 'line/recordings/link.mp4'));
  symlinkSync(join(root, 'secret.mp4'), join(root, 'screens/link.js'));
  const handle = appProtocol(() => ({
    screens: join(root, 'screens'),
    recordings,
    teach,
    exports: join(root, 'exports'),
    evidence: join(root, 'evidence'),
    allowed: [join(root, 'videos'), join(root, 'line'), join(root, 'exports'), join(root, 'evidence')],
  }));
  recordings = join(root, 'videos');
  teach = join(root, 'line');
  ask = (path, init) => handle(new Request(`stepwatch://app${path}`, init));
});

afterAll(() => rmSync(root, { recursive: true }));

describe('the files of the screens', () => {
  it('come with their content types and the security headers', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await ask('/assets/app-1a2b.js')).headers.get('content-type')).toContain('text/javascript');
  });

  it('can be empty', async () => {
    const empty = await ask('/empty.css');
    expect([empty.status, await empty.text()]).toEqual([200, '']);
  });

  it('can be requested without their content', async () => {
    const head = await ask('/index.html', { method: 'HEAD' });
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['15', '']);
  });

  it.each([
    '/missing.js',
    '/assets',
    '/link.js',
    '/%2e%2e/secret.mp4',
    '/..%2fsecret.mp4',
    '/%00',
    '/%zz',
  ])('and nothing else: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('can only be read', async () => {
    expect((await ask('/index.html', { method: 'POST' })).status).toBe(405);
  });

  it('are not given to another host of the scheme', async () => {
    const handle = appProtocol(() => ({
      screens: join(root, 'screens'),
      recordings: null,
      teach: null,
      exports: '/nowhere',
      evidence: '/nowhere',
      allowed: [],
    }));
    expect((await handle(new Request('stepwatch://other/index.html'))).status).toBe(404);
  });
});

describe('recordings', () => {
  it('are sent whole, and announce byte ranges', async () => {
    const whole = await ask('/recordings/part%201.mp4');
    expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('content-type')).toBe('video/mp4');
  });

  it('are sent in ranges, so that a player can seek', async () => {
    const part = await ask('/recordings/part%201.mp4', { headers: { range: 'bytes=3-5' } });
    expect([part.status, await part.text()]).toEqual([206, '345']);
    expect(part.headers.get('content-range')).toBe('bytes 3-5/10');
    expect(part.headers.get('content-length')).toBe('3');
  });

  it('report their length when a range begins after their end', async () => {
    const behind = await ask('/recordings/part%201.mp4', { headers: { range: 'bytes=10-' } });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  it.each([
    '/recordings/link.mp4',
    '/recordings/notes.txt',
    '/recordings/..%2fsecret.mp4',
    '/recordings/..%2fvideos-old%2fpart.mp4',
    '/recordings/',
    '/recordings/missing.mp4',
  ])('are only what lies in their folder: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('are not served until the settings are known', async () => {
    recordings = null;
    expect((await ask('/recordings/part%201.mp4')).status).toBe(404);
    recordings = join(root, 'videos');
  });
});

describe('the videos of the project that teaches', () => {
  it('are sent in ranges, with the type that their name says', async () => {
    const part = await ask('/teach/Ana%201.webm', { headers: { range: 'bytes=3-5' } });
    expect([part.status, await part.text()]).toEqual([206, 'def']);
    expect(part.headers.get('content-type')).toBe('video/webm');
  });

  it.each([
    '/teach/Ana%201.csv',
    '/teach/link.mp4',
    '/teach/..%2fnetworks%2f0001%2fclip.mp4',
    '/teach/..%2f..%2fvideos%2fpart%201.mp4',
    '/teach/missing.mp4',
    '/teach/',
  ])('are only what lies in its folder of recordings: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('are not served until the settings are known', async () => {
    teach = null;
    expect((await ask('/teach/Ana%201.webm')).status).toBe(404);
    teach = join(root, 'line');
  });
});
