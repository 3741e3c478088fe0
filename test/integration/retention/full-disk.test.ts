// A disk that becomes full while a station records: a small file system of its own, and the real engine.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allParts, recordingDefaults, unlimitedRetention } from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { type KeptPart, makeKeptStation } from '../../kept-station.ts';
import { SmallDisk } from '../../small-disk.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { open } = workplaceFolder();
const diskBytes = 40e6;
const keepFreeBytes = 12e6;

/** Null where this user may not mount one. */
const small = SmallDisk.mount(diskBytes);
afterAll(() => small?.unmount());

/** Files of that many bytes each, so that less than a megabyte is left above what must stay free. */
function filled(disk: SmallDisk, part: Omit<KeptPart, 'ageDays'>): readonly KeptPart[] {
  const each = (part.recordedBytes ?? 0) + (part.evidenceBytes ?? 0);
  const count = Math.floor((disk.freeBytes - keepFreeBytes - 1.5e6) / each);
  return Array.from({ length: count }, (_, index) => ({ ...part, ageDays: 20 - index / 10 }));
}

/** Watches a moving picture, and records it. */
async function watchAndRecord(directory: string): Promise<EngineOnWire> {
  const engine = await open(directory.slice(small!.directory.length + 1), { directory });
  await engine.request('changeSettings', { retention: unlimitedRetention });
  await engine.request('openSource', { source: 'test:snow#width=320&height=240' });
  await engine.until('sourceState', ({ state }) => state === 'playing');
  const spec = {
    ...recordingDefaults,
    kind: 'recording',
    directory: join(directory, 'recordings'),
    split: { seconds: 5 },
    kilobitsPerSecond: 8000,
    keepFreeBytes,
    annotation: 'none',
  } as const;
  await engine.request('changeSettings', { outputs: [{ id: 'r', enabled: true, spec }] });
  return engine;
}

/** Windows go on being judged, whatever happens to recordings. */
async function expectChecking(engine: EngineOnWire): Promise<void> {
  const before = engine.events.length;
  await engine.until('windowClassified', () => true, before);
}

describe.skipIf(small === null)(
  'a disk that becomes full (skipped: this user may not mount a small one)',
  () => {
    it('loses the oldest passes; recording and checking go on', { timeout: 120_000 }, async () => {
      const directory = join(small!.directory, 'passes');
      mkdirSync(directory);
      const fail: KeptPart = { ageDays: 30, verdict: 'fail', evidenceBytes: 100_000 };
      const kept: KeptPart = { ageDays: 29, verdict: 'pass', recordedBytes: 100_000, kept: true };
      const passes = filled(small!, { verdict: 'pass', recordedBytes: 700_000 });
      const { parts } = makeKeptStation(directory, [fail, kept, ...passes]);
      const engine = await watchAndRecord(directory);

      const first = await engine.until('filesDeleted');
      expect(first.reason).toBe('diskFull');
      expect(first.files[0]).toMatchObject({ kind: 'recording', outcome: 'pass', parts: [parts[2]!.id] });
      const since = engine.events.length;
      await engine.until('filesDeleted', () => true, since);
      await expectChecking(engine);
      const recordings = engine.of('outputState').filter(({ kind }) => kind === 'recording');
      expect(recordings.map(({ state }) => state)).not.toContain('failed');
      expect(existsSync(parts[0]!.evidence)).toBe(true);
      expect(existsSync(parts[1]!.recording)).toBe(true);
      const gone = parts.slice(2).map(({ recording }) => !existsSync(recording));
      expect(gone).toEqual([...gone].sort((one, other) => Number(other) - Number(one)));
      const { storage } = await engine.request('snapshot', null);
      expect(storage.state).toBe('ready');
      await engine.stop();
      rmSync(directory, { recursive: true });
    });

    it('keeps evidence that nobody has seen, says so, and records again when somebody has', {
      timeout: 120_000,
    }, async () => {
      const directory = join(small!.directory, 'unseen');
      mkdirSync(directory);
      const { parts } = makeKeptStation(
        directory,
        filled(small!, { verdict: 'fail', evidenceBytes: 900_000 }),
      );
      const engine = await watchAndRecord(directory);

      const failed = await engine.until(
        'outputState',
        ({ kind, state }) => kind === 'recording' && state === 'failed',
      );
      expect(failed.error).toMatchObject({ code: 'disk_full' });
      const full = await engine.until('storageState', ({ state }) => state === 'full');
      expect(full).toMatchObject({
        unseenParts: parts.length,
        error: {
          code: 'disk_full',
          message: `Disk full: ${parts.length} parts with evidence nobody has looked at.`,
        },
      });
      expect(parts.every(({ evidence }) => existsSync(evidence))).toBe(true);
      const log = await engine.request('readLog', { before: null, limit: 50 });
      expect(log.entries.some(({ event }) => event.type === 'storageState')).toBe(true);
      await expectChecking(engine);

      const since = engine.events.length;
      for (const { id } of parts.slice(0, 6)) await engine.request('markEvidenceSeen', { id, by: 'Ana' });
      const { parts: waiting } = await engine.request('listParts', {
        ...allParts,
        unseen: true,
        before: null,
        limit: 500,
      });
      expect(waiting.map(({ id }) => id)).toEqual(
        parts
          .slice(6)
          .map(({ id }) => id)
          .reverse(),
      );
      await engine.until('storageState', ({ state }) => state === 'ready', since);
      await engine.until(
        'outputState',
        ({ kind, state }) => kind === 'recording' && state === 'running',
        since,
      );
      const deleted = engine.of('filesDeleted').flatMap(({ files }) => files);
      expect(deleted.length).toBeGreaterThan(0);
      expect(deleted.every(({ seen }) => seen)).toBe(true);
      const oldest = parts.slice(0, 6).map(({ id }) => id);
      const evidence = deleted.filter(({ kind }) => kind === 'evidence').flatMap((one) => one.parts);
      expect(evidence).toEqual(oldest.slice(0, evidence.length));
      await expectChecking(engine);
    });
  },
);
