// Journals that the power cut off, that another version wrote, or that a disk has damaged: read, indexed, replayed, sent on.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../../src-inference/archive/database.ts';
import { IndexWriter } from '../../../src-inference/archive/index-writer.ts';
import { queries } from '../../../src-inference/archive/queries/index.ts';
import { allParts } from '../../../src-inference/contract/index.ts';
import type { Random } from '../../../src-inference/evaluation/random.ts';
import { initialContext, takeEntries } from '../../../src-inference/links/messages/station-message.ts';
import { type PlacedEntry, readGrowingJournal } from '../../../src-inference/record/index.ts';
import { initialSettings, initialSnapshot } from '../../../src-inference/workplace/initial-state.ts';
import { replayDays, replayFromIndex } from '../../../src-inference/workplace/journal-replay.ts';
import { makeJournals } from '../../journal-maker.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { mutateJson } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const day = '2026-01-05';
const newline = 0x0a;

export const target: Target = {
  runsIn: 'thread',
  async seeds(folder) {
    return [1, 2, 3].map((seed) => {
      const directory = join(folder, `journals-${seed}`);
      makeJournals({ directory, seed, days: 2, partsPerDay: 2, windows: 2, steps: 2 });
      const files = readdirSync(directory)
        .filter((name) => name.startsWith('journal-'))
        .sort();
      return Buffer.concat(files.map((name) => readFileSync(join(directory, name))));
    });
  },
  mutate: (seed, random, other) =>
    random.below(4) === 0 ? mutateBytes(seed, random, other) : changeLines(seed, random, other),
  async open(folder) {
    const station = join(folder, 'journal');
    const record = join(station, 'record');
    const path = join(record, `journal-${day}.jsonl`);
    const index = join(station, 'index.sqlite');
    const settings = initialSettings(
      { directory: station, source: null, defaults: { model: '/model', recipes: [], folders: [] } },
      new Date('2026-01-05T00:00:00Z'),
    );
    const initial = initialSnapshot(settings, 'engine', 0);
    return {
      async run(input) {
        rmSync(station, { recursive: true, force: true });
        mkdirSync(record, { recursive: true });
        writeFileSync(path, input);
        const entries: PlacedEntry[] = [];
        for await (const chunk of readGrowingJournal(path, { windows: true })) entries.push(...chunk.entries);
        JSON.stringify(takeEntries(initialContext, entries));
        JSON.stringify(await replayDays(record, initial, day));
        await indexed(index, record, async (database) => {
          const query = async (name: keyof typeof queries, asked: unknown): Promise<never> =>
            queries[name](database, asked as never) as never;
          JSON.stringify(await replayFromIndex(record, { query } as never, initial, day));
          JSON.stringify(
            await query('listParts', { filter: { ...allParts, before: null, limit: 50 }, starts: [] }),
          );
          JSON.stringify(await query('listChanges', { subject: null, before: null, count: 50 }));
        });
      },
    };
  },
};

async function indexed(
  index: string,
  record: string,
  use: (database: Database) => Promise<void>,
): Promise<void> {
  const writer = new IndexWriter({ index, record, onBegun: () => undefined, onProgress: () => undefined });
  try {
    await writer.catchUp('all');
  } finally {
    writer.close();
  }
  const database = new Database(index, 'read');
  try {
    await use(database);
  } finally {
    database.close();
  }
}

function changeLines(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const lines = linesOf(seed);
  const others = linesOf(other);
  for (let i = 0; i <= random.below(4); i++) {
    const at = random.below(lines.length);
    const what = random.below(6);
    if (what === 0) lines.splice(at, 1 + random.below(3));
    else if (what === 1) lines.splice(at, 0, lines[random.below(lines.length)]!);
    else if (what === 2) lines.splice(at, 0, others[random.below(others.length)]!);
    else lines[at] = mutateJson(lines[at]!, random, others[random.below(others.length)]!);
    if (lines.length === 0) return new Uint8Array();
  }
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from([newline])]));
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}
