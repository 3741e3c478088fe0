// Evidence to a store: a real engine, an S3 server that checks signatures and is killed, a folder that is not mounted, and the
// database of the plant, which learns where the files are.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LinkSetting } from '../../../src-inference/contract/index.ts';
import { migratePlant } from '../../../src-inference/contract/index.ts';
import { markName } from '../../../src-inference/links/store/folder-store.ts';
import { seemsMounted } from '../../../src-inference/links/store/mounts.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { storeLink } from '../../plant/link-settings.ts';
import { TestPostgres } from '../../plant/postgres.ts';
import { TestS3 } from '../../plant/s3-server.ts';
import { expectedSignature } from '../../plant/s3-server-process.mjs';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const started: AsyncDisposable[] = [];

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
});

afterEach(async () => {
  for (const one of started.splice(0)) await one[Symbol.asyncDispose]();
});

async function connect(engine: EngineOnWire, ...links: readonly LinkSetting[]): Promise<void> {
  await engine.request('changeSettings', { links });
  await engine.until('linkState');
}

/** @returns The files of its evidence, below the folder of evidence. */
async function failPart(engine: EngineOnWire): Promise<readonly string[]> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at('bad.mp4') });
  const { evidence } = await engine.until('evidenceKept', () => true, since);
  return [...evidence.clips, ...evidence.pictures, evidence.judgement].map(({ name }) => name);
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('evidence', () => {
  it('reaches a bucket whole although its server is killed, and the database learns where it is', async () => {
    const s3 = await TestS3.make(at('bucket'));
    const postgres = await TestPostgres.start();
    started.push(s3, postgres);
    await migratePlant(async (sql, values) => ({ rows: await postgres.rows(sql, values) }), 'test', 'test');
    const engine = await open('to-bucket');
    const links = [storeLink(s3.target), { id: 'plant', enabled: true, spec: postgres.link() }];
    await connect(engine, ...links);
    const files = await failPart(engine);
    await engine.until('linkState', ({ link, state }) => link === 'store' && state === 'failed');
    const objects = files.map((name) => `/evidence/line 1/bench3/${name}`);
    // Nobody was there; now a server dies in the middle of the first file.
    await s3.start(3_600_000);
    while (!s3.hasHalf(objects[0]!)) await new Promise((resolve) => setTimeout(resolve, 20));
    await s3.kill();
    expect(existsSync(s3.pathOf(objects[0]!))).toBe(false);
    await s3.start();
    await s3.until(objects.length);
    await engine.until('linkBacklog', ({ link, waiting }) => link === 'store' && waiting === 0);
    expect(s3.put).toEqual(objects);
    for (const name of files) {
      expect(sha256(s3.pathOf(`/evidence/line 1/bench3/${name}`))).toBe(
        sha256(at(`to-bucket/evidence/${name}`)),
      );
    }
    await postgres.until(
      `SELECT 1 FROM stepwatch.evidence WHERE url IS NOT NULL HAVING count(*) = ${files.length}`,
    );
    const rows = await postgres.rows<{ name: string; url: string; kind: string }>(
      'SELECT name, kind, url FROM stepwatch.evidence ORDER BY name',
    );
    expect(rows).toHaveLength(files.length);
    const judgement = rows.find(({ kind }) => kind === 'judgement')!;
    expect(decodeURIComponent(new URL(judgement.url).pathname)).toBe(
      objects.find((one) => one.endsWith(judgement.name)),
    );
  });

  it('that was deleted meanwhile is counted as lost, and the rest goes on', async () => {
    const s3 = await TestS3.make(at('bucket-2'));
    started.push(s3);
    const engine = await open('deleted');
    await connect(engine, storeLink(s3.target));
    const [first, ...others] = await failPart(engine);
    rmSync(at(`deleted/evidence/${first}`));
    await s3.start();
    await s3.until(others.length);
    await engine.until('linkState', ({ lost }) => lost === 1);
    expect(s3.put.map((name) => name.split('/').at(-1))).toEqual(
      others.map((name) => name.split('/').at(-1)),
    );
  });

  it('is not written into a folder that is not mounted', async () => {
    mkdirSync(at('share'));
    const engine = await open('to-folder');
    await connect(engine, storeLink({ type: 'folder', path: at('share') }));
    const files = await failPart(engine);
    await engine.until('linkState', ({ error }) => error?.code === 'link_store_missing');
    expect(readdirSync(at('share'))).toEqual([]);
    writeFileSync(at(`share/${markName}`), '');
    await engine.until('linkState', ({ state }) => state === 'connected');
    // The backlog is told once a second: one that came and went in between is not.
    await vi.waitFor(
      () => {
        for (const name of files)
          expect(sha256(at(`share/bench3/${name}`))).toBe(sha256(at(`to-folder/evidence/${name}`)));
      },
      { timeout: 60_000 },
    );
    expect(
      readdirSync(at('share'), { recursive: true }).filter((name) => String(name).endsWith('.part')),
    ).toEqual([]);
  });

  it('says what is wrong with a store when it is tried', async () => {
    const s3 = await TestS3.make(at('bucket-3'));
    started.push(s3);
    await s3.start();
    const engine = await open('tried');
    const tried = (change: Partial<typeof s3.target>) =>
      engine.request('testLink', storeLink({ ...s3.target, ...change }));
    expect(await tried({})).toBeNull();
    expect(s3.put).toEqual(['/evidence/line 1/bench3/stepwatch-test.txt']);
    await expect(tried({ secretAccessKey: 'wrong' })).rejects.toMatchObject({ code: 'link_unauthorized' });
    await expect(tried({ bucket: 'elsewhere' })).rejects.toMatchObject({ code: 'link_store_missing' });
    await expect(tried({ endpoint: s3.target.endpoint.replace('http', 'https') })).rejects.toMatchObject({
      code: 'link_tls',
    });
    const folder = (path: string) => engine.request('testLink', storeLink({ type: 'folder', path }));
    await expect(folder(join(at('nowhere')))).rejects.toMatchObject({ code: 'link_store_missing' });
  });
});

describe('the test server', () => {
  it('knows the signature that AWS documents for its example', () => {
    // docs.aws.amazon.com, "Signature Calculations for the Authorization Header", example PUT Object.
    const headers = {
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      host: 'examplebucket.s3.amazonaws.com',
      'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    };
    const signedHeaders = 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class';
    const request = { method: 'PUT', path: '/test%24file.text', headers };
    expect(expectedSignature(request, { date: '20130524', region: 'us-east-1', signedHeaders })).toBe(
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });
});

describe('a folder without a mark', () => {
  const mounts = [
    '21 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw',
    '30 21 8:2 / /data rw - ext4 /dev/sdb1 rw',
    '31 21 0:40 / /mnt/my\\040share rw - nfs4 server:/x rw',
    '32 21 0:41 / /mnt/cifs rw - cifs //server/x rw',
  ].join('\n');
  it.each([
    ['/data', true],
    ['/mnt/my share/evidence', true],
    ['/mnt/cifs', true],
    ['/mnt/cifs2', false],
    ['/data/evidence', false],
    ['/mnt/gone', false],
    ['/', false],
  ])('%s: taken for the store: %s', (path, taken) => {
    expect(seemsMounted(path, mounts)).toBe(taken);
  });
});
