// The index of the journals: it says what they say, whatever happened to it or to them.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Database } from '../../../src-inference/archive/database.ts';
import { Archive } from '../../../src-inference/archive/index.ts';
import { IndexWriter } from '../../../src-inference/archive/index-writer.ts';
import { queries } from '../../../src-inference/archive/queries/index.ts';
import type { PartFilter, PlainStationError } from '../../../src-inference/contract/index.ts';
import { journalDays, journalPath } from '../../../src-inference/record/index.ts';
import { History } from '../../../src-inference/workplace/history.ts';
import { initialSettings, initialSnapshot } from '../../../src-inference/workplace/initial-state.ts';
import { replayDays, replayFromIndex } from '../../../src-inference/workplace/journal-replay.ts';
import { firstMoment, makeJournals } from '../../journal-maker.ts';

// In memory, where there is such a folder: a recorder waits for the disk many times.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stepwatch-archive-'));
const archives: Archive[] = [];

afterEach(() => Promise.all(archives.splice(0).map((archive) => archive.close())));
afterAll(() => rmSync(folder, { recursive: true }));

const all: PartFilter = {
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
  before: null,
  limit: 500,
};

function historyOptions(record: string, archive: Archive, index: string) {
  return {
    record,
    archive,
    index,
    exports: `${record}-exports`,
    evidence: `${record}-evidence`,
    now: () => new Date(),
    recordings: () => record,
    shifts: () => [],
  };
}

let made = 0;

function journals(seed: number, more: { days?: number; partsPerDay?: number; windows?: number } = {}) {
  const directory = join(folder, `record-${++made}`);
  const plan = { directory, seed, days: 4, partsPerDay: 12, windows: 8, steps: 4, ...more };
  return { directory, ...makeJournals(plan) };
}

function openArchive(record: string, index = `${record}.sqlite`) {
  const states: { state: string; error: PlainStationError | null }[] = [];
  const archive = new Archive({ record, index });
  archive.follow((state) => states.push(state));
  archives.push(archive);
  return { archive, states, history: new History(historyOptions(record, archive, index)), index };
}

/** All tables as texts, in an order that does not depend on when rows were written. */
function contentsOf(index: string): Record<string, string> {
  const database = new Database(index, 'read');
  const keys = {
    ended_parts: '1',
    steps: '1, 2',
    remarks: '1, 2, 3',
    shifts: '1',
    log_marks: '1, 2',
    changes: '1, 2',
  };
  const rows = Object.entries(keys).map(([table, key]) => [
    table,
    JSON.stringify(database.all(`SELECT * FROM ${table} ORDER BY ${key}`)),
  ]);
  const cursors = database.all(
    'SELECT day, bytes, fingerprint, logged, collector FROM journals ORDER BY day',
  );
  database.close();
  return { ...Object.fromEntries(rows), journals: JSON.stringify(cursors) };
}

function inThisThread(index: string): Pick<Archive, 'query'> {
  return {
    query(name, input) {
      const database = new Database(index, 'read');
      try {
        return Promise.resolve(queries[name](database, input as never) as never);
      } finally {
        database.close();
      }
    },
  };
}

async function indexOf(record: string, index: string): Promise<void> {
  const writer = new IndexWriter({ index, record, onBegun: () => undefined, onProgress: () => undefined });
  await writer.catchUp('all');
  writer.close();
}

describe('the index', () => {
  it.each([1, 2, 3])('lists what the journals say, of journals from seed %i', async (seed) => {
    const { directory, parts } = journals(seed);
    const { archive, history } = openArchive(directory);
    await archive.catchUp('all');
    const listed = await history.listParts(all);
    expect(
      listed.parts.map(({ id, verdict, acknowledgement, identity, problems }) => ({
        id,
        verdict,
        acknowledgedBy: acknowledgement?.by ?? null,
        isNamed: identity?.serial?.startsWith('later') ?? false,
        problems: problems.map(({ label }) => label),
      })),
    ).toEqual(
      parts
        .map(({ id, verdict, acknowledgedBy, serial, steps }) => ({
          id,
          verdict,
          acknowledgedBy,
          isNamed: serial !== null,
          problems: steps.filter(({ status }) => status !== 'ok').map(({ expected }) => expected),
        }))
        .reverse(),
    );
    const failed = parts.filter(({ verdict }) => verdict === 'fail');
    expect((await history.listParts({ ...all, verdict: 'fail' })).parts).toHaveLength(failed.length);
    const wrong = parts.filter(({ steps }) => steps.some((step) => step.index === 2 && step.status !== 'ok'));
    expect((await history.listParts({ ...all, step: 'action 2' })).parts.map(({ id }) => id)).toEqual(
      wrong.map(({ id }) => id).reverse(),
    );
    for (const { id, serial } of parts) {
      if (serial === null) continue;
      const found = (await history.listParts({ ...all, serial })).parts.map((part) => part.id);
      expect(found).toEqual([id]);
    }
    for (const { id, steps } of parts.slice(-3)) {
      const part = await history.readPart(id);
      expect(part.steps).toEqual(steps);
      expect(part.windows.length).toBeGreaterThanOrEqual(8);
      expect(part.log[0]!.event).toMatchObject({ type: 'partStarted' });
    }
  });

  it.each([11, 12, 13, 15])('lets a station start as the journals would, from seed %i', async (seed) => {
    const { directory } = journals(seed, { days: 3, partsPerDay: 9 });
    // The engine may be lost anywhere: in the middle of a part, of a line, or after midnight.
    const days = await journalDays(directory);
    const last = journalPath(directory, days.at(-1)!);
    const size = readFileSync(last).length;
    const settings = initialSettings(
      { directory, defaults: { model: '/m', recipes: [], folders: [] }, source: null },
      firstMoment,
    );
    const initial = initialSnapshot(settings, 'engine', 0);
    for (const share of [1, 0.8, 0.6, 0.4, 0.2]) {
      truncateSync(last, Math.floor(size * share));
      await indexOf(directory, `${directory}.sqlite`);
      const indexed = await replayFromIndex(
        directory,
        inThisThread(`${directory}.sqlite`),
        initial,
        days[0]!,
      );
      expect(indexed).toEqual(await replayDays(directory, initial, days[0]!));
    }
  });

  it('is the same, whether the journals were read at once or while they grew, and after a loss in between', async () => {
    const { directory } = journals(21);
    const growing = join(folder, 'growing');
    mkdirSync(growing);
    const index = join(folder, 'growing.sqlite');
    const whole = `${directory}.sqlite`;
    await indexOf(directory, whole);
    for (const day of await journalDays(directory)) {
      const text = readFileSync(journalPath(directory, day));
      for (let from = 0; from < text.length; from += 7001) {
        appendFileSync(journalPath(growing, day), text.subarray(from, from + 7001));
        // Each time another writer: the one before was lost after its last transaction.
        await indexOf(growing, index);
      }
    }
    expect(contentsOf(index)).toEqual(contentsOf(whole));
  });

  it('reads a journal again that was edited, shortened or restored, and forgets one that is gone', async () => {
    const { directory } = journals(31);
    const index = `${directory}.sqlite`;
    await indexOf(directory, index);
    const [first, second, third] = (await journalDays(directory)) as [string, string, string];
    const fresh = async () => {
      const other = join(folder, `fresh-${++made}.sqlite`);
      await indexOf(directory, other);
      return contentsOf(other);
    };
    const original = readFileSync(journalPath(directory, second));
    const edits: (() => void)[] = [
      () => truncateSync(journalPath(directory, second), Math.floor(original.length / 2)),
      () => writeFileSync(journalPath(directory, second), original),
      () =>
        writeFileSync(
          journalPath(directory, third),
          readFileSync(journalPath(directory, third)).toString().replaceAll('"fail"', '"pass"'),
        ),
      () => rmSync(journalPath(directory, first)),
    ];
    for (const edit of edits) {
      edit();
      await indexOf(directory, index);
      expect(contentsOf(index)).toEqual(await fresh());
    }
  });

  it('is thrown away and built again when it is damaged, of another version, or no database at all', async () => {
    const { directory, parts } = journals(41);
    const index = `${directory}.sqlite`;
    await indexOf(directory, index);
    const damages: (() => void)[] = [
      () => writeFileSync(index, 'no database'),
      () => {
        const database = new Database(index, 'write');
        database.exec('PRAGMA user_version = 999');
        database.close();
      },
      () => {
        const bytes = readFileSync(index);
        bytes.fill(0xab, 4096);
        writeFileSync(index, bytes);
      },
    ];
    for (const damage of damages) {
      for (const end of ['-wal', '-shm']) rmSync(`${index}${end}`, { force: true });
      damage();
      const { archive, states, history } = openArchive(directory, index);
      await history.listParts(all).catch(() => undefined);
      await archive.catchUp('all');
      expect((await history.listParts(all)).parts).toHaveLength(parts.length);
      expect(states.map(({ state }) => state)).toEqual(['building', 'ready']);
      expect(states[0]!.error).toMatchObject({ code: 'index_unwritable' });
      await archive.close();
      archives.splice(0);
    }
  });

  it('lies elsewhere while a file is in the way of its folder, and the history can be looked at', async () => {
    const { directory, parts } = journals(51, { days: 1 });
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, 'a file is in the way');
    const { archive, history } = openArchive(directory, join(blocked, 'stepwatch.sqlite'));
    await archive.catchUp('all');
    expect((await history.listParts(all)).parts).toHaveLength(parts.length);
    expect(existsSync(archive.file)).toBe(true);
    expect(archive.file).not.toContain(blocked);
    await archive.close();
    expect(existsSync(archive.file)).toBe(false);
    archives.splice(0);
    rmSync(blocked);
  });

  it('knows a part as soon as it is in the journal', async () => {
    const { directory } = journals(61, { days: 1 });
    const { archive, history } = openArchive(directory);
    await archive.catchUp('all');
    const before = await history.listParts(all);
    const days = await readdir(directory);
    const journal = join(
      directory,
      days
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .at(-1)!,
    );
    const at = '2026-02-01T10:00:00.000Z';
    appendFileSync(
      journal,
      `${JSON.stringify({ type: 'partStarted', at, seq: 1, part: 1, atSeconds: 1, code: 'X' })}\n`,
    );
    const end = { type: 'partEnded', at: '2026-02-01T10:00:09.000Z', seq: 2, part: 1, atSeconds: 9 };
    appendFileSync(journal, `${JSON.stringify({ ...end, verdict: 'pass', cycleSeconds: 8, steps: [] })}\n`);
    archive.wake(
      days
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .at(-1)!
        .slice(8, 18),
    );
    const after = await history.listParts(all);
    expect(after.parts).toHaveLength(before.parts.length + 1);
    expect(after.parts[0]).toMatchObject({ id: at, code: 'X' });
    expect(await archive.query('findPart', at)).toMatchObject({ endedAt: end.at });
  });
});
