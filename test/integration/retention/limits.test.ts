// Old files go by the rules of the settings: by the real engine, which is killed in the middle, and by the command line.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Archive, indexFile } from '../../../src-inference/archive/index.ts';
import {
  allParts,
  type EngineEvent,
  type RetentionSettings,
  unlimitedRetention,
  usualRetention,
} from '../../../src-inference/contract/index.ts';
import { Deleting, doomedFile } from '../../../src-inference/retention/deleting.ts';
import { type KeptPart, makeKeptStation } from '../../kept-station.ts';
import { runProgram } from '../../run-program.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const old = (change: Partial<KeptPart> = {}): KeptPart => ({
  ageDays: 40,
  verdict: 'pass',
  recordedBytes: 1000,
  ...change,
});

/** What the journals say was deleted, in their order. */
function told(directory: string): readonly string[] {
  const record = join(directory, 'record');
  return readdirSync(record)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(record, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{"type":"filesDeleted"'))
    .flatMap((line) =>
      (JSON.parse(line) as EngineEvent & { type: 'filesDeleted' }).files.map(({ name }) => name),
    );
}

describe('a station with old recordings', () => {
  it('deletes those that are too old although it is killed, tells each once, and leaves what others wrote', async () => {
    const directory = at('killed');
    const many = Array.from({ length: 250 }, () => old());
    const stay = [old({ kept: true }), old({ verdict: 'fail', evidenceBytes: 500 }), old({ ageDays: 3 })];
    const { parts } = makeKeptStation(directory, [...many, ...stay]);
    const recordings = join(directory, 'recordings');
    writeFileSync(join(recordings, 'holiday.mp4'), 'foreign');
    rmSync(parts[0]!.recording);
    symlinkSync('/etc/hostname', parts[0]!.recording);

    const first = await open('killed');
    const preview = await first.request('previewRetention', { retention: usualRetention });
    expect(preview).toMatchObject({
      files: 249,
      parts: 249,
      bytes: 249_000,
      kept: { files: 1 },
      unseen: { files: 0 },
    });
    const begun = new Promise<void>((resolve) => {
      const watcher = watch(recordings, () => {
        watcher.close();
        first.child.kill('SIGKILL');
        resolve();
      });
    });
    first.request('changeSettings', { retention: usualRetention }).catch(() => undefined);
    await begun;
    const left = readdirSync(recordings).length;
    expect(left).toBeGreaterThan(5);
    expect(left).toBeLessThan(254);

    const second = await open('killed');
    await second.request('changeSettings', { retention: usualRetention });
    await expect.poll(() => readdirSync(recordings).length, { timeout: 60_000, interval: 100 }).toBe(5);
    const names = parts.map(({ recording }) => recording.slice(recordings.length + 1));
    await expect.poll(() => told(directory).length, { timeout: 60_000 }).toBe(249);
    expect([...told(directory)].sort()).toEqual([...names.slice(1, 250)].sort());
    expect(readdirSync(recordings).sort()).toEqual(['holiday.mp4', names[0]!, ...names.slice(250)].sort());
    // The note of what is deleted goes when everything was told.
    await expect
      .poll(() => existsSync(join(directory, 'retention/deleting.json')), { timeout: 60_000 })
      .toBe(false);

    const { summary } = await second.request('readPart', { id: parts[5]!.id });
    expect(summary).toMatchObject({ recording: null, deleted: [{ kind: 'recording', reason: 'age' }] });
    const trail = await second.request('readAudit', { what: 'storage', before: null, limit: 50 });
    expect(trail.entries.some(({ event }) => event.type === 'filesDeleted')).toBe(true);
    const use = await second.request('storageUse', null);
    expect(use.groups.find(({ kind, outcome }) => kind === 'recording' && outcome === 'pass')).toMatchObject({
      files: 2,
      bytes: 2000,
      kept: { files: 1 },
    });
    expect(use.groups.find(({ kind }) => kind === 'evidence')).toMatchObject({
      files: 1,
      unseen: { files: 1 },
    });
  });

  it('keeps what a person keeps, from the moment on at which it is said', async () => {
    const { parts } = makeKeptStation(at('letting-go'), [old(), old({ verdict: 'fail', kept: true })]);
    const engine = await open('letting-go');
    const strict: RetentionSettings = { ...unlimitedRetention, totalBytes: 1, keepUnseen: false };
    await engine.request('keepPart', { id: parts[0]!.id, kept: true, by: 'Ana' });
    await engine.request('changeSettings', { retention: strict });
    await engine.request('keepPart', { id: parts[1]!.id, kept: false, by: 'Ana' });
    await engine.request('changeSettings', { retention: { ...strict, totalBytes: 2 } });
    await engine.until('filesDeleted');
    expect(parts.map(({ recording }) => existsSync(recording))).toEqual([true, false]);
    // On a busy machine the index may be behind.
    const kept = { ...allParts, kept: true, before: null, limit: 9 };
    await expect
      .poll(async () => (await engine.request('listParts', kept)).parts.length, { timeout: 60_000 })
      .toBe(1);
  });
});

describe('a deletion that was begun', () => {
  it.each([
    ['before anything was deleted', 0, false],
    ['before the record told it', 2, false],
    ['before its note was removed', 2, true],
  ])('is finished and told once by the next engine: killed %s', async (name, gone, isTold) => {
    const directory = at(name.replaceAll(' ', '-'));
    const { parts } = makeKeptStation(directory, [old(), old()]);
    const doomed = parts.map(({ id, recording }) =>
      doomedFile({
        kind: 'recording',
        path: recording,
        name: recording.slice(recording.lastIndexOf('/') + 1),
        files: [recording],
        at: Date.parse(id),
        bytes: 1000,
        device: 1,
        parts: [id],
        outcome: 'pass',
        kept: false,
        seen: true,
      }),
    );
    mkdirSync(join(directory, 'retention'));
    const note = { reason: 'age', doomed, at: Date.now() } as const;
    writeFileSync(join(directory, 'retention/deleting.json'), JSON.stringify(note));
    for (const { recording } of parts.slice(0, gone)) rmSync(recording);
    if (isTold) {
      const { openRecord } = await import('../../../src-inference/record/index.ts');
      const now = (): Date => new Date(note.at + 5);
      const record = openRecord({ directory: join(directory, 'record'), now });
      const { settings } = await settingsOf(directory);
      record.write({ sequence: 1, at: now().toISOString(), event: { type: 'settingsChanged', settings } });
      const files = doomed.map(({ deleted }) => deleted);
      record.write({
        sequence: 2,
        at: now().toISOString(),
        event: { type: 'filesDeleted', reason: 'age', files, bytes: 2000 },
      });
      record.close();
    }
    const archive = new Archive({ record: join(directory, 'record'), index: indexFile(directory) });
    await archive.catchUp('all');
    const published: EngineEvent[] = [];
    const deleting = new Deleting({
      directory: join(directory, 'retention'),
      now: () => new Date(),
      publish: async (event) => void published.push(event),
    });
    await deleting.finish(archive);
    await deleting.finish(archive);
    await archive.close();
    expect(parts.map(({ recording }) => existsSync(recording))).toEqual([false, false]);
    expect(published).toMatchObject(isTold ? [] : [{ type: 'filesDeleted', reason: 'age', bytes: 2000 }]);
  });
});

describe('the command line', () => {
  it('says what would go, deletes it, and the record tells it', async () => {
    const directory = at('pruned');
    const { parts } = makeKeptStation(directory, [old(), old({ verdict: 'fail' }), old({ kept: true })]);
    const { settings } = await settingsOf(directory);
    writeFileSync(
      join(directory, 'settings.json'),
      JSON.stringify({ ...settings, retention: usualRetention }),
    );
    const prune = (...more: string[]) =>
      runProgram(process.execPath, [
        'out/main/cli.js',
        'history',
        'prune',
        '--directory',
        directory,
        ...more,
      ]);

    const dry = await prune('--dry-run');
    expect(dry.stdout).toContain('Would delete 1 file, 0.0 MB, of 1 part.');
    expect(dry.stdout).toContain('Kept for good: 1 file');
    expect(existsSync(parts[0]!.recording)).toBe(true);

    const done = await prune('--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ files: 1, bytes: 1000 });
    expect(parts.map(({ recording }) => existsSync(recording))).toEqual([false, true, true]);
    expect(told(directory)).toEqual([parts[0]!.recording]);
    expect((await prune('--dry-run')).stdout).toContain('Would delete 0 files');
  });
});

async function settingsOf(directory: string) {
  const { initialSettings } = await import('../../../src-inference/workplace/initial-state.ts');
  const settings = initialSettings(
    { directory, source: null, defaults: { model: at('model'), recipes: [], folders: [] } },
    new Date(),
  );
  return { settings };
}
