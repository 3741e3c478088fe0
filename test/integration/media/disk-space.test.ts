// A disk that becomes full during a recording.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type PlainStationError, recordingDefaults } from '../../../src-inference/contract/index.ts';
import { OutputSet } from '../../../src-inference/media/index.ts';
import { openRecording } from '../../../src-inference/media/recording.ts';
import { watch } from '../../watched-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a recording stops with a clear warning before the disk is full; the file is complete, the source goes on', async () => {
  let free = 2e9;
  const failures: PlainStationError[] = [];
  const { router } = new OutputSet({
    context: () => ({ alignedDelaySeconds: 1, recipe: null }),
    sourceSeconds: () => 0,
    film: null,
    onState: () => undefined,
  });
  const spec = { ...recordingDefaults, kind: 'recording', directory: folder, annotation: 'none' } as const;
  const recording = await openRecording(
    spec,
    {
      common: { router, alignedDelaySeconds: 1 },
      recipe: () => null,
      sourceSeconds: () => 0,
      makeRoom: () => Promise.resolve(),
      onEncoding: null,
      exists: existsSync,
      onState: (_, error) => {
        if (error) failures.push(error);
      },
    },
    { freeBytes: async () => free, now: () => new Date() },
  );
  const outputs = {
    router,
    sourcePlays: () => recording.sourcePlays({ width: 320, height: 240, framesPerSecond: 30 }, 'x'),
  };
  const watched = await watch('test:ball#width=320&height=240', outputs);
  await watched.until('frames', () => watched.frames.length >= 30);
  free = 0.5e9;
  await expect.poll(() => failures, { timeout: 60_000 }).toHaveLength(1);
  expect(failures[0]).toMatchObject({
    code: 'disk_full',
    message: expect.stringContaining('0.5 GB are free'),
  });
  await recording.close();
  const [name] = readdirSync(folder);
  const recorded = await watch(join(folder, name!));
  await recorded.ended;
  expect(recorded.frames.length).toBeGreaterThan(20);
  const before = watched.frames.length;
  await watched.until('more frames', () => watched.frames.length >= before + 10);
  await Promise.all([watched.source.close(), recorded.source.close()]);
});
