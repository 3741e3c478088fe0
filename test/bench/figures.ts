// npx tsx test/bench/figures.ts [--parts N] [--days N]: how long figures take with a year of parts: counted for the first time,
// asked for again, and after another part of today; and lists of the history while days are counted. It needs a build, and
// within four minutes a busy machine measures 100,000 parts.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Database } from '../../src-inference/archive/database.ts';
import { Archive } from '../../src-inference/archive/index.ts';
import { partKey } from '../../src-inference/archive/projection.ts';
import { readFigures } from '../../src-inference/archive/queries/figures.ts';
import { listParts } from '../../src-inference/archive/queries/parts.ts';
import {
  addDays,
  type Figures,
  type FiguresQuery,
  localDay,
  type PartFilter,
  type ShiftStart,
} from '../../src-inference/contract/index.ts';
import { type MadePart, madeParts } from '../journal-parts.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '365' },
    parts: { type: 'string', default: '500000' },
    steps: { type: 'string', default: '22' },
  },
});
const days = Number(values.days);
const partsOfDay = Math.ceil(Number(values.parts) / days);
const steps = Number(values.steps);
const everyDay = [0, 1, 2, 3, 4, 5, 6];
const starts: readonly ShiftStart[] = ['06:00', '14:00', '22:00'].map((start, place) => ({
  name: ['Early', 'Late', 'Night'][place]!,
  weekdays: everyDay,
  start,
}));
const lastDay = '2026-11-24';
const everything: FiguresQuery = {
  fromDay: null,
  toDay: null,
  shift: null,
  recipe: null,
  operator: null,
  model: null,
  per: 'day',
};
const firstPage: PartFilter = {
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
  before: null,
  limit: 100,
};
const operators = ['Ana', 'Luis', 'Mei'];

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-bench-figures-'));
try {
  mkdirSync(join(folder, 'index'));
  const index = join(folder, 'index/stepwatch.sqlite');
  const database = new Database(index, 'write');
  fill(database);
  measure(database);
  database.run('DELETE FROM digests');
  database.close();
  await measureLists(index);
} finally {
  rmSync(folder, { recursive: true });
}

/** As the index is after the journals were read; the journals themselves would take longer than all the rest. */
function fill(database: Database): void {
  const insertPart = `INSERT INTO ended_parts VALUES(${Array(24).fill('?').join(', ')})`;
  const insertSteps = `INSERT INTO steps
    SELECT ?1, one.key, one.key + 1, one.value->>0, NULL, one.value->>1, one.value->>2, one.value->>3 FROM json_each(?2) one`;
  for (let back = days - 1; back >= 0; back--) {
    const day = addDays(lastDay, -back);
    const made = madeParts(new Date(`${day}T12:00`), { parts: partsOfDay, steps, hours: 23.5 });
    database.transaction(() => {
      made.forEach((part, number) => {
        const key = partKey(part.id)!;
        database.run(insertPart, ...columnsOf(part, key, number));
        database.run(insertSteps, key, JSON.stringify(timesOf(part)));
        if (part.acknowledgedAt === null) return;
        const remark = [key, 'acknowledged', part.acknowledgedAt, day, 0, 'Ana', 'reworked', null];
        database.run('INSERT INTO remarks VALUES(?, ?, ?, ?, ?, ?, ?, ?)', ...remark);
      });
    });
  }
}

function columnsOf(part: MadePart, key: number, number: number): readonly (string | number | null)[] {
  const operator = operators[Math.floor(new Date(part.id).getHours() / 8)]!;
  return [
    ...[key, part.id, localDay(new Date(part.id)), number + 1, part.endedAt, part.verdict],
    ...[
      part.recipe,
      part.recipe,
      'made-up',
      'camera:/dev/video0',
      part.cycleSeconds + 1.5,
      part.cycleSeconds,
    ],
    ...[part.taktSeconds, null, null, null, null, operator, 0, null, null, 0, 0, '{}'],
  ];
}

function timesOf({ steps: made }: MadePart): readonly (readonly unknown[])[] {
  let at = 0;
  return made.map(({ label, status, seconds }) => {
    const start = at;
    at += seconds ?? 0;
    return [label, status, seconds === null ? null : start, seconds === null ? null : at];
  });
}

function measure(database: Database): void {
  const [count] = database.all<{ parts: number; steps: number }>(
    'SELECT (SELECT count(*) FROM ended_parts) AS parts, (SELECT count(*) FROM steps) AS steps',
  );
  say(`${count!.parts} parts, ${count!.steps} steps, ${days} days`);
  say(`${cpus()[0]!.model}, ${cpus().length} CPUs, load ${loadavg()[0]!.toFixed(1)}`);
  const ask = (change: Partial<FiguresQuery>): { figures: Figures; questions: number } => {
    for (let questions = 1; ; questions++) {
      const answer = readFigures(database, { query: { ...everything, ...change }, starts });
      if (answer.state === 'ready') return { figures: answer.figures, questions };
    }
  };
  const { figures, questions } = timed('counted for the first time', () => ask({}));
  say(`  ${questions} answers, ${figures.trend.yield.points.length} points of the trend`);
  timed('a year, asked for again', () => ask({}));
  timed('a year by shift', () => ask({ per: 'shift' }));
  timed('a year of one recipe', () => ask({ recipe: 'coupling' }));
  timed('the last 30 days', () => ask({ fromDay: addDays(lastDay, -29) }));
  database.run('DELETE FROM digests WHERE day = ?', lastDay);
  timed('a year, after another part of today', () => ask({}));
  const list = (change: Partial<PartFilter>): unknown =>
    listParts(database, { filter: { ...firstPage, ...change }, starts });
  timed('parts behind a mistake', () => list({ step: 'install_lid', status: 'missed' }));
  timed('parts behind an hour', () => list({ hour: 9, faulty: true }));
  timed('parts of a shift that failed', () => list({ shift: 'Night', verdict: 'fail' }));
  timed('parts behind a slow step', () => list({ slowStep: 'press_down', slowerThan: 2.9 }));
}

/** As a station answers: the threads of the index, one question after the other to each of them. */
async function measureLists(index: string): Promise<void> {
  const archive = new Archive({ record: join(folder, 'record'), index });
  const waits: number[] = [];
  let isCounting = true;
  const counting = (async () => {
    while ((await archive.query('readFigures', { query: everything, starts })).state === 'counting');
    isCounting = false;
  })();
  while (isCounting) {
    const begin = performance.now();
    await archive.query('listParts', { filter: firstPage, starts });
    waits.push(performance.now() - begin);
    await setTimeout(100);
  }
  await counting;
  await archive.close();
  const sorted = waits.toSorted((one, other) => one - other);
  const [median, longest] = [sorted[Math.floor(sorted.length / 2)]!, sorted.at(-1)!];
  say(
    `${waits.length} first pages of the history while days are counted: median ${Math.round(median)} ms, longest ${Math.round(longest)} ms`,
  );
}

function timed<Result>(what: string, run: () => Result): Result {
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const result = run();
  const { user, system } = process.cpuUsage(used);
  const milliseconds = (value: number): string => `${Math.round(value)} ms`.padStart(9);
  say(`${milliseconds(performance.now() - begin)} ${milliseconds((user + system) / 1000)} of CPU  ${what}`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
