// What a start reads of a long record: its end, however long it is.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src-inference/archive/database.ts';
import { Archive } from '../../../src-inference/archive/index.ts';
import { IndexWriter } from '../../../src-inference/archive/index-writer.ts';
import { queries } from '../../../src-inference/archive/queries/index.ts';
import type { StationSnapshot } from '../../../src-inference/contract/index.ts';
import { journalDays, journalPath, newestEntry, readJournal } from '../../../src-inference/record/index.ts';
import { createNumbering, EventLog } from '../../../src-inference/station/index.ts';
import { recallCounts } from '../../../src-inference/workplace/counts-recall.ts';
import { initialSettings, initialSnapshot } from '../../../src-inference/workplace/initial-state.ts';
import { replayDays, replayFromIndex, replayTail } from '../../../src-inference/workplace/journal-replay.ts';
import { SnapshotStore } from '../../../src-inference/workplace/snapshot-store.ts';
import { firstMoment, makeJournals } from '../../journal-maker.ts';

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stepwatch-long-'));
const record = join(folder, 'record');
const index = join(folder, 'index.sqlite');
const mebibyte = 1 << 20;
let day: string;
let bytes: number;
let initial: StationSnapshot;
let firstDay: string;

beforeAll(async () => {
  makeJournals({ directory: record, seed: 3, days: 1, partsPerDay: 120, windows: 1000, steps: 5 });
  const days = await journalDays(record);
  firstDay = days[0]!;
  day = days.at(-1)!;
  bytes = statSync(journalPath(record, day)).size;
  const options = { directory: folder, defaults: { model: '/m', recipes: [], folders: [] }, source: null };
  initial = initialSnapshot(initialSettings(options, firstMoment), 'engine', 0);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Bytes that this process has read from files, by the kernel's count. */
async function bytesReadBy<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly read: number }> {
  const count = (): number => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
  const before = count();
  const result = await work();
  return { result, read: count() - before };
}

/** The index in this thread: its reading is counted, too. */
function queryHere(): Pick<Archive, 'query'> {
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

describe('a record of many megabytes', () => {
  it('has a journal that is longer than what is read of it', () => {
    expect(bytes).toBeGreaterThan(8 * mebibyte);
  });

  it('says its newest entry from the ends of its journals', async () => {
    const { result, read } = await bytesReadBy(() => newestEntry(record, firstMoment));
    expect(result?.day).toBe(day);
    expect(read).toBeLessThan(mebibyte);
  });

  it('is taken up without an index from the end of its newest journal', async () => {
    const { result, read } = await bytesReadBy(() => replayTail(record, initial, day, mebibyte));
    expect(result).toMatchObject({ isWhole: false, unusable: 0, lastPart: expect.anything() });
    expect(result.numbered).not.toBeNull();
    // The end, the windows of a part in it once more, and the copies at the beginning.
    expect(read).toBeLessThan(5 * mebibyte);
  });

  it('is taken up with its index from the last part on', async () => {
    const writer = new IndexWriter({ index, record, onBegun() {}, onProgress() {} });
    await writer.catchUp('all');
    writer.close();
    const { result, read } = await bytesReadBy(() => replayFromIndex(record, queryHere(), initial, firstDay));
    expect(result.isWhole).toBe(true);
    expect(read).toBeLessThan(3 * mebibyte);
    const tail = await replayTail(record, initial, day, mebibyte);
    expect(tail.lastPart?.id).toBe(result.lastPart?.id);
    expect(tail.numbered).toEqual(result.numbered);
    expect(tail.interrupted?.windows).toEqual(result.interrupted?.windows);
  });

  it('tells the counts, the parts that wait and the last part as soon as its index is complete', async () => {
    const archive = new Archive({ record, index: join(folder, 'later.sqlite') });
    try {
      const now = (): Date => new Date();
      const eventLog = new EventLog({ numbering: createNumbering(now), record: null, port: async () => {} });
      const snapshot = new SnapshotStore(initial, eventLog);
      const newest = await newestEntry(record, now());
      const numbers = await recallCounts({ record, archive, initial, newest, snapshot, eventLog, now });
      const whole = await replayDays(record, initial, firstDay);
      expect(snapshot.current).toMatchObject({
        shift: whole.shift,
        unacknowledged: whole.unacknowledged,
        lastPart: { id: whole.lastPart?.id },
      });
      expect(numbers).toEqual(whole.numbers);
    } finally {
      await archive.close();
    }
  });

  it('says again what holds, a few megabytes after it was said last', async () => {
    let copies = 0;
    for await (const entry of readJournal(journalPath(record, day), { windows: false })) {
      if (entry.copied && entry.type === 'recipeState') copies += 1;
    }
    expect(copies).toBeGreaterThanOrEqual(Math.floor(bytes / (5 * mebibyte)));
  });
});
