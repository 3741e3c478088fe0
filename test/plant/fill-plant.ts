// Fills a plant's database with stations and parts that never were: for pictures of the pages, and for measurements.
// `PGPASSWORD=... npx tsx test/plant/fill-plant.ts postgres://USER@HOST:PORT/NAME STATIONS PARTS_OF_EACH`
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { migratePlant, type StationCondition } from '../../src-inference/contract/index.ts';

export type RunSql = (sql: string, values?: readonly unknown[]) => Promise<unknown>;

export interface PlantSize {
  readonly stations: number;
  /** One in 90 s, the last one just now. */
  readonly partsOfEach: number;
  /** Path of a video below the folder of the evidence; null: no part has one. */
  readonly clip?: string | null;
}

const labels = ['base_plate', 'bearing', 'shaft', 'greased_disk', 'spacer', 'separator', 'cover', 'screws'];

/** What stations do, most of them as they should. */
const conditions: readonly StationCondition[] = [
  ...(['working', 'pass', 'working', 'ready', 'working', 'pass', 'working', 'pass', 'working'] as const),
  ...([
    'fail',
    'working',
    'pass',
    'mistake',
    'working',
    'look',
    'pass',
    'working',
    'warn',
    'notReady',
  ] as const),
];

/** Of 40 stations, the 8th is lost and the 23rd switched off. */
const presence = (index: number) => ({ lost: index % 40 === 7, off: index % 40 === 22 });

export async function fillPlant(
  run: RunSql,
  { stations, partsOfEach, clip = null }: PlantSize,
): Promise<void> {
  await run('SELECT setseed(0.42)');
  for (let index = 0; index < stations; index += 1) {
    const condition = conditions[index % conditions.length]!;
    const { lost, off } = presence(index);
    const isWorking = ['working', 'look', 'mistake'].includes(condition);
    await run(
      `INSERT INTO stepwatch.station (name, first_seen, last_seen, online, condition, source, source_state, model, recipe,
         recipe_title, target_cycle_seconds, operator, present_part, last_part, shift, unacknowledged, waiting,
         program_version)
       VALUES ($1, now() - interval '30 days', now() - $2 * interval '1 second', $3, $4, 'camera:0', 'playing', 'line-3',
         $5, $6, 75, $7, $8, $9, $10, $11, $12, '0.1.0')`,
      [
        nameOf(index),
        lost ? 4000 : off ? 30_000 : 2,
        !off,
        condition,
        ['coupling', 'gearbox', 'pump'][index % 3],
        ['Coupling', 'Gearbox, two stages', 'Pump'][index % 3],
        index % 4 === 0 ? null : ['Ana', 'Luis', 'Mara'][index % 3],
        isWorking ? presentPart(index, condition) : null,
        { ...partOf(index), verdict: verdictOf(condition), acknowledged: false },
        {
          since: new Date(Date.now() - 4 * 3_600_000).toISOString(),
          pass: 150 - (index % 9) * 4,
          warn: index % 5,
          fail: (index % 9) * 2,
          aborted: index % 2,
          overridden: 0,
        },
        index % 9 === 8 ? 3 : 0,
        index % 25 === 24 ? 140 : 0,
      ],
    );
  }
  await run(`
    INSERT INTO stepwatch.part (station_id, started_at, ended_at, day, hour, number, verdict, abort_reason, seconds,
      cycle_seconds, recipe, recipe_title, model, source, operator, serial, interrupted, mistakes)
    SELECT station_id, at, at + seconds * interval '1 second', at::date, extract(hour FROM at)::smallint, number,
      CASE WHEN wrong > 0 THEN CASE WHEN draw < 0.7 THEN 'fail' ELSE 'warn' END WHEN draw > 0.995 THEN NULL ELSE 'pass' END,
      CASE WHEN wrong = 0 AND draw > 0.995 THEN 'stopped' END, seconds, seconds - 2, recipe, recipe_title, 'line-3',
      'camera:0', operator, 'SN-' || station_id || '-' || number, false, wrong
    FROM (
      SELECT s.*, date_trunc('second', now()) - (90 * (k - 1) + 80) * interval '1 second' AS at, ${partsOfEach} - k + 1 AS number,
        random() AS draw, 60 + 25 * random() AS seconds,
        CASE WHEN random() < 0.02 * (1 + s.station_id % 5) THEN 1 + (random() < 0.2)::integer ELSE 0 END AS wrong
      FROM stepwatch.station s CROSS JOIN generate_series(1, ${partsOfEach}) AS k
      WHERE s.first_seen < now() - interval '29 days') AS made`);
  await run(
    `INSERT INTO stepwatch.step (station_id, started_at, position, step_index, label, seen, status, severity, from_seconds,
       to_seconds, probability, remark, nth)
     SELECT station_id, started_at, place, place, label, CASE status WHEN 'wrong' THEN 'spacer' END, status,
       CASE WHEN status = 'ok' THEN 'pass' ELSE verdict END, place * 8 - 8, place * 8 - 1, 0.9,
       CASE status WHEN 'missed' THEN 'not done' WHEN 'wrong' THEN 'spacer instead of ' || label ELSE '' END, 1
     FROM (
       SELECT p.station_id, p.started_at, coalesce(p.verdict, 'fail') AS verdict, l.place, l.label,
         CASE
           WHEN l.place <> 1 + (7 * power((p.seconds * 7)::numeric % 1, 2))::integer AND NOT (p.mistakes > 1 AND l.place = 8) OR p.mistakes = 0
             THEN 'ok'
           WHEN p.number % 3 = 0 THEN 'wrong' WHEN p.number % 7 = 0 THEN 'outOfOrder' WHEN p.number % 11 = 0 THEN 'uncertain'
           ELSE 'missed' END AS status
       FROM stepwatch.part p CROSS JOIN unnest($1::text[]) WITH ORDINALITY AS l (label, place)
       WHERE NOT EXISTS (SELECT FROM stepwatch.step t WHERE t.station_id = p.station_id AND t.started_at = p.started_at)
     ) AS steps`,
    [labels],
  );
  await run(`
    INSERT INTO stepwatch.remark (station_id, key, started_at, kind, at, by, reason)
    SELECT station_id, 'ack-' || number, started_at, 'acknowledgement', ended_at + interval '20 seconds', 'Ana', 'Put right'
    FROM stepwatch.part WHERE verdict = 'fail' AND number % 2 = 0`);
  await run(`
    UPDATE stepwatch.part SET acknowledged_at = ended_at + interval '20 seconds', acknowledged_by = 'Ana',
      acknowledged_reason = 'Put right' WHERE verdict = 'fail' AND number % 2 = 0`);
  if (clip === null) return;
  await run(
    `INSERT INTO stepwatch.evidence (station_id, started_at, name, kind, url, bytes, at)
     SELECT station_id, started_at, 'clip.mp4', 'clip', $1, 100000, ended_at FROM stepwatch.part
     WHERE mistakes > 0 AND station_id % 3 <> 2`,
    [clip],
  );
}

function nameOf(index: number): string {
  return `Line ${1 + Math.floor(index / 10)} · Bench ${1 + (index % 10)}`;
}

function partOf(index: number) {
  return {
    id: '2026-11-24T10:00:00.000Z',
    number: 100 + index,
    serial: index % 2 ? `SN-${index}-100` : null,
  };
}

function presentPart(index: number, condition: StationCondition) {
  const mistakes = condition === 'working' ? [] : [{ label: labels[index % 8], status: 'missed' }];
  return { ...partOf(index), number: 101 + index, steps_done: index % 8, steps_of: 8, mistakes };
}

function verdictOf(condition: StationCondition): string | null {
  return condition === 'fail' || condition === 'warn' ? condition : condition === 'notReady' ? null : 'pass';
}

async function main([address, stations, partsOfEach, clip]: readonly string[]): Promise<void> {
  const client = new pg.Client(address);
  await client.connect();
  const run = async (sql: string, values: readonly unknown[] = []) =>
    values.length === 0 ? client.query(sql) : client.query(sql, [...values]);
  await migratePlant(run, address!, '0.0.0');
  await fillPlant(run, { stations: Number(stations), partsOfEach: Number(partsOfEach), clip: clip ?? null });
  await client.end();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
