// Evidence in a bucket, through `stepwatch plant` as a process and an S3 server that checks signatures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlantPartRecord } from '../../../src-inference/contract/index.ts';
import { TestS3 } from '../../plant/s3-server.ts';
import { plantPasswords, ServedPlant } from '../../plant/served-plant.ts';
import { runProgram } from '../../run-program.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-bucket-'));
let s3: TestS3;
let plant: ServedPlant;
/** As stations write the address of an object. */
let clip: string;

beforeAll(async () => {
  s3 = await TestS3.make(folder);
  await s3.start();
  const { endpoint, region, bucket } = s3.target;
  clip = `${endpoint}/${bucket}/line%201/Bench%203%21/clip.mp4`;
  const file = s3.pathOf('evidence/line 1/Bench 3!/clip.mp4');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'a video');
  writeFileSync(s3.pathOf('evidence/secret.mp4'), 'not of a part');
  plant = await ServedPlant.start(undefined, [
    ...['--s3-endpoint', endpoint, '--s3-region', region, '--s3-bucket', bucket],
  ]);
});
afterAll(async () => {
  await plant[Symbol.asyncDispose]();
  await s3[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const ask = (path: string) =>
  fetch(`${plant.origin}${path}`, {
    headers: { authorization: `Bearer ${plantPasswords.viewer}` },
    redirect: 'manual',
  });

/** @returns Address of the clip on the plant's server; null: pages cannot show it. */
async function addressOf(url: string): Promise<string | null> {
  const station = await plant.station(`Bench of ${url}`);
  const startedAt = await plant.failedPart(station, url);
  const answer = await ask(`/plant/part?station=${station}&startedAt=${startedAt}`);
  const { summary, evidence } = (await answer.json()) as PlantPartRecord;
  expect(summary.clip).toBe(evidence[0]!.address);
  return summary.clip;
}

it('a page is sent to a presigned address of the clip, which expires in minutes, and may show it', async () => {
  const address = await addressOf(clip);
  expect(address).toMatch(/^\/evidence\/object\?/);
  const answer = await ask(address!);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const policy = answer.headers.get('content-security-policy')!;
  expect(policy).toContain(`media-src 'self' blob: ${s3.target.endpoint};`);
  const place = new URL(answer.headers.get('location')!);
  expect(Number(place.searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(900);
  expect(await (await fetch(place)).text()).toBe('a video');

  // The address is for this file only.
  const other = new URL(place);
  other.pathname = '/evidence/secret.mp4';
  expect((await fetch(other)).status).toBe(403);
  const longer = new URL(place);
  longer.searchParams.set('X-Amz-Expires', '86400');
  expect((await fetch(longer)).status).toBe(403);
});

it('what lies elsewhere, or the database does not name, is not signed', async () => {
  const { endpoint, bucket } = s3.target;
  for (const url of [
    `${endpoint}/another/clip.mp4`,
    `${endpoint}/${bucket}-old/clip.mp4`,
    `${endpoint}/${bucket}/../another/clip.mp4`,
    `${endpoint}/${bucket}/clip.mp4?versionId=1`,
    'https://elsewhere.example/evidence/clip.mp4',
  ]) {
    expect(await addressOf(url), url).toBeNull();
  }
  const rows = await plant.database.rows<{ station_id: number; started_at: Date; name: string }>(
    'SELECT station_id, started_at, name FROM stepwatch.evidence',
  );
  const statuses: number[] = [];
  for (const { station_id, started_at, name } of rows) {
    const about = `station=${station_id}&startedAt=${started_at.toISOString()}`;
    statuses.push((await ask(`/evidence/object?${about}&name=${name}`)).status);
    expect((await ask(`/evidence/object?${about}&name=secret.mp4`)).status).toBe(404);
  }
  expect(statuses.sort()).toEqual([303, 404, 404, 404, 404, 404]);
  expect((await fetch(`${plant.origin}/evidence/object?station=1`, { redirect: 'manual' })).status).toBe(401);
});

it.each([
  [['--s3-endpoint', 'http://127.0.0.1:9'], 'Give both --s3-endpoint and --s3-bucket.'],
  [['--s3-endpoint', 'minio', '--s3-bucket', 'b'], 'Give it as https://HOST.'],
  [['--s3-endpoint', 'http://127.0.0.1:9', '--s3-bucket', 'b'], '--s3-key-file FILE'],
])('%j is refused with one clear error', (options, hint) => {
  const { status, stderr } = runProgram(process.execPath, [
    ...[program, 'plant', '--database', 'postgres://nobody@127.0.0.1:9/none', ...options],
  ]);
  expect(status).toBe(2);
  expect(stderr).toContain(hint);
});
