// The disk of the record is full, read-only or gone for a while. Checking goes on, what happened is written later, and nobody has to
// press anything.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allParts,
  type EngineEvent,
  localDay,
  type NumberedEvent,
  type StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { journalText } from '../../journal-text.ts';
import { SmallDisk } from '../../small-disk.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const disk = SmallDisk.mount(16e6);
const isRoot = process.getuid?.() === 0;
const source = (): string => `file:${at('parts.mp4')}#pace=realTime&loop=true`;

beforeAll(() => {
  makeParts(at('parts.mp4'), ['red', 'green', 'blue']);
});
afterAll(() => disk?.unmount());

interface Entry {
  readonly type: EngineEvent['type'];
  readonly seq: number;
  readonly at: string;
  readonly copied?: true;
  readonly [field: string]: unknown;
}

function journal(directory: string): readonly Entry[] {
  return journalText(join(directory, 'record'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry)
    .filter(({ copied }) => copied !== true);
}

const unrecorded: ReadonlySet<EngineEvent['type']> = new Set([
  'progress',
  'health',
  'linkBacklog',
  'jobProgress',
]);

/** What the engine has told is in its journal, once and in order, and every part that began has one end. */
async function expectWhole(engine: EngineOnWire, directory: string, lost = 0): Promise<void> {
  const told = engine.events.filter(({ event }) => !unrecorded.has(event.type));
  const last = told.at(-1)!.sequence;
  await engine.stop();
  const entries = journal(directory);
  const numbers = entries.map(({ seq }) => seq).slice(-told.length);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const written = new Set(entries.map(({ seq, at }) => `${seq} ${at}`));
  const missing = told.filter(({ sequence, at }) => sequence <= last && !written.has(`${sequence} ${at}`));
  expect(missing.map(({ event }) => event.type)).toHaveLength(lost);
  expectEnds(entries.map(({ type }) => type));
}

function expectEnds(types: readonly EngineEvent['type'][]): void {
  const turns = types.filter((type) => ['partStarted', 'partEnded', 'partAborted'].includes(type));
  turns.forEach((type, index) => {
    expect(type === 'partStarted').toBe(index % 2 === 0);
  });
}

function kept({ part, lastPart, shift, unacknowledged, record, numbered }: StationSnapshot) {
  return { part, lastPart, shift, unacknowledged, record, numbered };
}

async function partEnds(engine: EngineOnWire, times: number): Promise<void> {
  for (let since = engine.events.length; times > 0; times--) {
    await engine.until('partEnded', () => true, since);
    since = engine.events.length;
  }
}

const becomesReady = (engine: EngineOnWire, since: number) =>
  engine.until('recordState', ({ state }) => state === 'ready', since);

describe.skipIf(disk === null)('a disk of its own (skipped: this user may not mount a small one)', () => {
  it('fills up in the middle of a part: the part goes on to its end, and all is written when there is room', {
    timeout: 180_000,
  }, async () => {
    const directory = join(disk!.directory, 'full');
    mkdirSync(directory);
    const engine = await open('', { directory });
    const first = await engine.request('snapshot', null);
    await engine.request('openSource', { source: source() });
    await engine.until('partStarted');
    disk!.fill();
    const unwritable = await engine.until('recordState');
    expect(unwritable).toMatchObject({ state: 'unwritable', lost: 0, error: { code: 'record_unwritable' } });
    expect(unwritable.error!.message).toContain('the disk is full');
    expect((await engine.request('snapshot', null)).record.state).toBe('unwritable');
    await partEnds(engine, 2);
    expect(engine.of('runAborted')).toEqual([]);
    // What cannot be kept is refused, and nothing of it is left.
    await expect(engine.request('changeSettings', { failAbove: 0.7 })).rejects.toMatchObject({
      code: 'record_unwritable',
    });
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);

    const since = engine.events.length;
    disk!.free();
    const restored = await becomesReady(engine, since);
    expect(restored).toMatchObject({ lost: 0, error: null, since: unwritable.since });
    expect(restored.kept).toBeGreaterThan(10);
    await engine.request('changeSettings', { failAbove: 0.7 });
    await partEnds(engine, 1);
    await engine.request('closeSource', null);
    const { parts } = await engine.request('listParts', { ...allParts, before: null, limit: 100 });
    const ids = engine.events.flatMap(({ at, event }) => (event.type === 'partStarted' ? [at] : []));
    expect(parts.map(({ id }) => id).toReversed()).toEqual(ids);
    const now = await engine.request('snapshot', null);
    expect(kept(engine.fold(first))).toEqual(kept(now));
    await expectWhole(engine, directory);
    const next = await open('', { directory });
    expect(await next.request('snapshot', null)).toMatchObject({ shift: now.shift, numbered: now.numbered });
    await next.stop();
    rmSync(directory, { recursive: true });
  });

  it('is full when the station starts: it checks, and all is written when there is room', {
    timeout: 180_000,
  }, async () => {
    const directory = join(disk!.directory, 'start');
    mkdirSync(directory);
    const before = await open('', { directory });
    await before.request('openSource', { source: source() });
    await partEnds(before, 1);
    await before.stop();
    const [past] = journal(directory).filter(({ type }) => type === 'partStarted');
    disk!.fill();
    const engine = await open('', { directory });
    await engine.until('recordState', ({ state }) => state === 'unwritable');
    await partEnds(engine, 1);
    const { parts } = await engine.request('listParts', { ...allParts, before: null, limit: 100 });
    expect(parts.at(-1)!.id).toBe(past!.at);
    const since = engine.events.length;
    disk!.free();
    await becomesReady(engine, since);
    await partEnds(engine, 1);
    await expectWhole(engine, directory);
    rmSync(directory, { recursive: true });
  });

  it('is read-only when the station starts: history and settings are seen, and it becomes normal by itself', {
    timeout: 180_000,
  }, async () => {
    const directory = join(disk!.directory, 'read-only');
    mkdirSync(directory);
    const before = await open('', { directory });
    await before.request('changeSettings', { name: 'Bench 4' });
    await before.request('openSource', { source: source() });
    await partEnds(before, 1);
    await before.request('closeSource', null);
    await before.stop();
    disk!.setReadOnly(true);
    const engine = await open('', { directory });
    const { error } = await engine.until('recordState');
    expect(error!.message).toContain('the disk is read-only');
    expect((await engine.request('snapshot', null)).settings.name).toBe('Bench 4');
    expect(await engine.request('listRecipes', null)).toHaveLength(2);
    const { parts } = await engine.request('listParts', { ...allParts, before: null, limit: 100 });
    expect(parts.length).toBeGreaterThan(0);
    await engine.request('readPart', { id: parts[0]!.id });
    await engine.request('openSource', { source: source() });
    await partEnds(engine, 1);
    const refused = { code: 'record_unwritable' };
    await expect(engine.request('changeSettings', { name: 'x' })).rejects.toMatchObject(refused);
    await expect(engine.request('savePerson', { name: 'Ana', badge: '1' })).rejects.toMatchObject(refused);
    const { text, versions } = await engine.request('readStoredRecipe', { name: 'rgb', savedAt: null });
    const draft = { name: 'rgb', text: `${text}\n`, note: '', basedOn: versions[0]!.savedAt };
    await expect(engine.request('saveRecipe', draft)).rejects.toMatchObject(refused);
    const since = engine.events.length;
    disk!.setReadOnly(false);
    await becomesReady(engine, since);
    await engine.request('changeSettings', { name: 'x' });
    await expectWhole(engine, directory);
    // What was opened while nothing could be written is remembered.
    const stored = JSON.parse(readFileSync(join(directory, 'settings.json'), 'utf8'));
    expect(stored).toMatchObject({ name: 'x', source: source() });
    rmSync(directory, { recursive: true });
  });

  it('is read-only for a new station: it gets its settings and recipes later', {
    timeout: 120_000,
  }, async () => {
    const directory = join(disk!.directory, 'new');
    disk!.setReadOnly(true);
    const engine = await open('', { directory });
    await engine.until('recordState', ({ state }) => state === 'unwritable');
    const since = engine.events.length;
    disk!.setReadOnly(false);
    await becomesReady(engine, since);
    await engine.until('recipeState', ({ recipe }) => recipe.state === 'ready', since);
    await expectWhole(engine, directory);
    expect(JSON.parse(readFileSync(join(directory, 'settings.json'), 'utf8')).recipe).toBe('rgb');
    rmSync(directory, { recursive: true });
  });
});

describe('a limit of the user', () => {
  const hasLimits = spawnSync('prlimit', ['--version']).status === 0;

  it.skipIf(!hasLimits)(
    'keeps the journal from growing: what happens is written when it is gone (skipped: no prlimit)',
    {
      timeout: 120_000,
    },
    async () => {
      const engine = await open('limited');
      await engine.request('openSource', { source: source() });
      await engine.until('partStarted');
      const { size } = statSync(at(`limited/record/journal-${localDay(new Date())}.jsonl`));
      const limit = (bytes: string): void => {
        const { status, stderr } = spawnSync('prlimit', [
          '--pid',
          String(engine.child.pid),
          `--fsize=${bytes}:`,
        ]);
        if (status !== 0) throw new Error(String(stderr));
      };
      // In the middle of a line.
      limit(String(size + 300));
      await engine.until('recordState', ({ state }) => state === 'unwritable');
      await partEnds(engine, 1);
      const since = engine.events.length;
      limit('unlimited');
      await becomesReady(engine, since);
      await expectWhole(engine, at('limited'));
    },
  );
});

describe('what cannot be made', () => {
  it('says what is true of a folder of the system', async () => {
    const engine = await open('', { directory: '/sys/kernel' });
    const { error } = await engine.until('recordState');
    expect(error).toMatchObject({
      code: 'record_unwritable',
      message: expect.stringContaining('files cannot be created here'),
    });
    expect((await engine.request('snapshot', null)).settings.recipe).toBeNull();
  });

  it.skipIf(isRoot)('a folder of somebody else (skipped for root)', async () => {
    mkdirSync(at('closed'), { mode: 0o500 });
    const engine = await open('closed');
    const { error } = await engine.until('recordState');
    expect(error!.message).toContain('may not write there');
  });

  it('keeps every file of settings that could not be used', async () => {
    mkdirSync(at('broken'));
    for (const text of ['{', '[', '"']) {
      writeFileSync(at('broken/settings.json'), text);
      const engine = await open('broken');
      await engine.until('settingsRefused');
      await engine.stop();
    }
    const names = ['', '-2', '-3'].map((end) => at(`broken/settings.json.broken${end}`));
    expect(names.map((name) => readFileSync(name, 'utf8'))).toEqual(['{', '[', '"']);
  });

  it('throws away drafts that a killed engine has left', async () => {
    mkdirSync(at('drafts/recipes'), { recursive: true });
    const draft = 'settings.json.0f8fad5b-d9cb-469f-a165-70867728950e.part';
    writeFileSync(at(`drafts/${draft}`), '');
    writeFileSync(at(`drafts/recipes/${draft}`), '');
    await open('drafts');
    expect([...readdirSync(at('drafts')), ...readdirSync(at('drafts/recipes'))]).not.toContain(draft);
  });
});

describe('files of the record that are taken away while the station runs', () => {
  const take: readonly (readonly [string, (record: string, file: string) => void, RegExp])[] = [
    [
      'the folder is deleted',
      (record) => rmSync(record, { recursive: true }),
      /folder of the record was deleted/,
    ],
    [
      'the folder is moved',
      (record) => renameSync(record, `${record}-old`),
      /folder of the record was deleted or moved/,
    ],
    ['the journal of the day is deleted', (_, file) => rmSync(file), /was deleted or moved/],
    [
      'the journal of the day is replaced by an older copy',
      (_, file) => {
        const [first] = readFileSync(file, 'utf8').split('\n');
        rmSync(file);
        writeFileSync(file, `${first}\n`);
      },
      /was replaced/,
    ],
  ];

  it.each(take)(
    '%s: it is made again with the part in progress, and told',
    async (what, takeAway, message) => {
      const directory = at(what.replaceAll(' ', '-'));
      const record = join(directory, 'record');
      const engine = await open(what.replaceAll(' ', '-'));
      await engine.request('openSource', { source: source() });
      await engine.until('stepJudged');
      takeAway(record, join(record, `journal-${localDay(new Date())}.jsonl`));
      const { error } = await engine.until('recordReplaced');
      expect(error).toMatchObject({ code: 'record_replaced', message: expect.stringMatching(message) });
      expect((await engine.request('snapshot', null)).recordReplaced).toEqual(error);
      await partEnds(engine, 1);
      const told = engine.events;
      await engine.stop();
      const from = told.findLast(({ event }) => event.type === 'partStarted')!;
      const written = new Set(journal(directory).map(({ seq }) => seq));
      const missing = told.filter(
        ({ sequence, event }: NumberedEvent) =>
          !unrecorded.has(event.type) &&
          !written.has(sequence) &&
          (!what.includes('replaced') || sequence >= from.sequence),
      );
      expect(missing).toEqual([]);
      expectEnds(journal(directory).map(({ type }) => type));
      const next = await open(what.replaceAll(' ', '-'));
      const { parts } = await next.request('listParts', { ...allParts, before: null, limit: 100 });
      expect(parts.length).toBeGreaterThan(0);
    },
    120_000,
  );

  it('is noticed while nothing happens', { timeout: 60_000 }, async () => {
    const engine = await open('quiet');
    await engine.until('recipeState');
    rmSync(at('quiet/record'), { recursive: true });
    await engine.until('recordReplaced');
  });
});
