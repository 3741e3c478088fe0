// The index of the history with a year of parts: tsx test/bench/history.ts [PARTS]
//
// 500,000 parts of 22 steps, one in ten with a mistake, as rows of an index in a folder of its own; then pages as History asks
// for them, and a real station's path beside it: journals that are read from the beginning, and events that come while they
// are asked for.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src-inference/archive/database.ts';
import { Archive } from '../../src-inference/archive/index.ts';
import { IndexWriter } from '../../src-inference/archive/index-writer.ts';
import { queries } from '../../src-inference/archive/queries/index.ts';
import { allParts } from '../../src-inference/contract/index.ts';
import { journalDays, journalPath } from '../../src-inference/record/index.ts';
import { makeJournals } from '../journal-maker.ts';

const parts = Number(process.argv[2] ?? 500_000);
const steps = 22;
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-history-'));
const year = join(folder, 'year.sqlite');

try {
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`,
  );
  makeYear();
  timePages();
  await timeStart();
  await timeRebuild();
  await timeLag();
  say(`load ${loadavg()[0]!.toFixed(1)} at the end`);
} finally {
  rmSync(folder, { recursive: true });
}

/** Rows as the projection would write them. */
function makeYear(): void {
  const from = Date.parse('2025-01-01T00:00:00.000Z');
  const millisecondsEach = Math.floor((365 * 86_400_000) / parts);
  const database = new Database(year, 'write');
  const begun = performance.now();
  const summary = JSON.stringify({
    number: 1,
    code: null,
    verdict: 'pass',
    abortReason: null,
    seconds: 55,
    interrupted: false,
    acknowledgement: null,
    identity: null,
    operator: null,
    override: null,
    source: 'rtsp://camera/line',
    model: 'slowfast',
    recipe: 'coupling',
    recipeSteps: steps,
    problems: [],
  });
  database.transaction(() => {
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${parts}),
      t AS (SELECT i, ${from} + i * ${millisecondsEach} AS key FROM n),
      m AS (SELECT i, key, strftime('%Y-%m-%dT%H:%M:', key / 1000, 'unixepoch') || printf('%06.3fZ', (key % 60000) / 1000.0) AS id FROM t)
      INSERT INTO ended_parts SELECT key, id, key, key + 55000, date(key / 1000, 'unixepoch'), i % 500 + 1,
        strftime('%Y-%m-%dT%H:%M:%S.000Z', key / 1000 + 55, 'unixepoch'),
        CASE WHEN i % 10 = 0 THEN 'fail' WHEN i % 97 = 0 THEN NULL ELSE 'pass' END,
        CASE WHEN i % 3 THEN 'coupling' ELSE 'coupling-modified' END, 'Coupling', 'slowfast', 'rtsp://camera/line',
        55, 50, NULL, NULL, 'S' || i, NULL, NULL, 'Ana', i * 60.0, NULL, NULL, 0, 0, '${summary}' FROM m`);
    database.exec(`WITH RECURSIVE s(p) AS (SELECT 0 UNION ALL SELECT p + 1 FROM s WHERE p + 1 < ${steps})
      INSERT INTO steps SELECT key, p, p + 1, 'fasten screw ' || (p + 1), NULL,
        CASE WHEN verdict = 'fail' AND p = (key / ${10 * millisecondsEach}) % ${steps} THEN 'missed' ELSE 'ok' END,
        p * 2.4, p * 2.4 + 2 FROM ended_parts, s ORDER BY key, p`);
  });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const bytes = statSync(year).size;
  say(
    `${parts} parts, ${parts * steps} steps: ${megabytes(bytes)} MB, ${(bytes / parts).toFixed(0)} bytes a part; made in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
}

function timePages(): void {
  const deep = new Date(Date.parse('2025-03-01T00:00:00.000Z')).toISOString();
  const pages = {
    'first page': {},
    'filtered by verdict': { verdict: 'fail' },
    'filtered by recipe and verdict': { recipe: 'coupling-modified', verdict: 'fail' },
    'filtered by step': { step: 'fasten screw 7' },
    'filtered by step that was never wrong': { step: 'nothing' },
    'filtered by a day of March': { fromDay: '2025-03-10', toDay: '2025-03-10' },
    'filtered by serial number': { serial: `S${Math.floor(parts / 3)}` },
    'deep page, ten months back': { before: deep },
    'no part fits': { recipe: 'other' },
  } as const;
  for (const [name, filter] of Object.entries(pages)) {
    const opened = new Database(year, 'read');
    const page = { ...allParts, before: null, limit: 100, ...filter };
    const first = timed(() => queries.listParts(opened, { filter: page, starts: [] }));
    const again = Array.from(
      { length: 15 },
      () => timed(() => queries.listParts(opened, { filter: page, starts: [] })).milliseconds,
    );
    opened.close();
    say(
      `${name}: first ${first.milliseconds.toFixed(1)} ms, then median ${median(again).toFixed(1)} ms, ${first.value.parts.length} parts`,
    );
  }
}

/** What a station asks before it runs. */
async function timeStart(): Promise<void> {
  const database = new Database(year, 'read');
  const since = '2025-12-31T06:00:00.000Z';
  const facts = timed(() => queries.shiftFacts(database, { since, firstDay: '2025-12-24', most: 500 }));
  database.close();
  say(`counts of the shift, waiting parts, last part: ${facts.milliseconds.toFixed(1)} ms`);
  const record = join(folder, 'no journals');
  mkdirSync(record);
  const begun = performance.now();
  const archive = new Archive({ record, index: join(folder, 'new.sqlite') });
  await archive.catchUp('all');
  say(`threads of an empty index: ${(performance.now() - begun).toFixed(0)} ms`);
  await archive.close();
}

async function timeRebuild(): Promise<void> {
  const record = join(folder, 'record');
  makeJournals({ directory: record, seed: 1, days: 4, partsPerDay: 100, windows: 220, steps });
  let bytes = 0;
  for (const day of await journalDays(record)) bytes += statSync(journalPath(record, day)).size;
  const writer = new IndexWriter({
    index: join(folder, 'rebuilt.sqlite'),
    record,
    onBegun() {},
    onProgress() {},
  });
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await writer.catchUp('all');
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  writer.close();
  const cpuSeconds = (user + system) / 1e6;
  // A part of 22 steps has 24 entries without its windows.
  say(
    `reading journals: ${megabytes(bytes)} MB, 400 parts, in ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of CPU: ${megabytes(bytes / cpuSeconds)} MB and ${((400 * 24) / cpuSeconds).toFixed(0)} events a second of CPU`,
  );
}

/** From a line in the journal to the answer of a query that has it. */
async function timeLag(): Promise<void> {
  const record = join(folder, 'record');
  const archive = new Archive({ record, index: join(folder, 'rebuilt.sqlite') });
  await archive.catchUp('all');
  const day = (await journalDays(record)).at(-1)!;
  const journal = journalPath(record, day);
  const lags: number[] = [];
  for (let part = 0; part < 200; part++) {
    const at = new Date(Date.UTC(2026, 5, 1) + part * 60_000).toISOString();
    const lines = [
      { type: 'partStarted', at, seq: part, part, atSeconds: part * 60, code: null },
      { type: 'partEnded', at, seq: part, part, atSeconds: part * 60 + 50, verdict: 'pass', steps: [] },
    ];
    const begun = performance.now();
    for (const line of lines) {
      appendFileSync(journal, `${JSON.stringify(line)}\n`);
      archive.wake(day);
    }
    await archive.catchUp([day]);
    if ((await archive.query('findPart', at)) === null) throw new Error('the part is not in the index');
    lags.push(performance.now() - begun);
  }
  await archive.close();
  const sorted = lags.toSorted((a, b) => a - b);
  say(
    `from the journal to an answer: median ${median(lags).toFixed(1)} ms, p95 ${sorted[Math.floor(0.95 * sorted.length)]!.toFixed(1)} ms`,
  );
}

function timed<T>(action: () => T): { readonly value: T; readonly milliseconds: number } {
  const begun = performance.now();
  const value = action();
  return { value, milliseconds: performance.now() - begun };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
