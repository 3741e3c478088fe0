// How a station enters the plant's database: the tables are as the program knows them, and the station has its row there, which no
// other station writes to.
import { version } from '../../../package.json';
import {
  applyPlantMigrations,
  checkPlantSchema,
  migratePlant,
  type PlantQuery,
  StationError,
} from '../../contract/index.ts';
import type { StationMessage } from '../messages/station-message.ts';
import { isForbidden } from './database-errors.ts';
import type { PlantDatabase } from './plant-database.ts';
import { writeMessages } from './write-messages.ts';

/** The first of two keys of an advisory lock; the second is the number of the station. */
const stationLock = 7_837_105;

/** @returns The number of the station. @throws StationError, and what the driver throws. */
export async function enter(database: PlantDatabase, station: string): Promise<number> {
  const { target } = database;
  await database.alone((query) => upToDate(query, target, () => migratePlant(query, target, version)));
  const stationId = await database.atomically((query) => register(query, station), 'COMMIT');
  await database.alone((query) => holdStation(query, target, stationId, station));
  return stationId;
}

/** Does all of it, and writes one row of each kind; then all of that is taken back. @throws As `enter`. */
export async function tryEntering(database: PlantDatabase, station: string): Promise<void> {
  const { target } = database;
  await database.atomically(async (query) => {
    await upToDate(query, target, () => applyPlantMigrations(query, target, version));
    const stationId = await register(query, station);
    await writeMessages(query, stationId, trialMessages(new Date().toISOString()));
  }, 'ROLLBACK');
}

/** A station whose user may do so makes the tables itself. Another one says how they are made. */
async function upToDate(query: PlantQuery, target: string, migrate: () => Promise<unknown>): Promise<void> {
  try {
    await checkPlantSchema(query, target);
  } catch (thrown) {
    const isDue =
      thrown instanceof StationError &&
      (thrown.code === 'plant_schema_missing' || thrown.code === 'plant_schema_old');
    if (!isDue) throw thrown;
    try {
      await migrate();
    } catch (reason) {
      throw isForbidden(reason) ? thrown : reason;
    }
  }
}

async function register(query: PlantQuery, station: string): Promise<number> {
  const find = async (): Promise<number | null> => {
    const { rows } = await query('SELECT station_id FROM stepwatch.station WHERE name = $1', [station]);
    return rows[0] ? Number(rows[0].station_id) : null;
  };
  const known = await find();
  if (known !== null) return known;
  await query('INSERT INTO stepwatch.station (name) VALUES ($1) ON CONFLICT DO NOTHING', [station]);
  return (await find())!;
}

/** Two stations of one name would write into each other's rows: the second one is not let in. */
async function holdStation(
  query: PlantQuery,
  target: string,
  stationId: number,
  station: string,
): Promise<void> {
  const { rows } = await query('SELECT pg_try_advisory_lock($1, $2) AS held', [stationLock, stationId]);
  if (rows[0]?.held === true) return;
  throw new StationError(
    'link_rejected',
    `${target}: another station with the name ${station} is connected.`,
    {
      where: target,
      hint: 'Give each station a name of its own. After a broken connection of this station, wait a minute.',
    },
  );
}

function trialMessages(at: string): readonly StationMessage[] {
  const key = `test/${at}`;
  return [
    {
      kind: 'part',
      key,
      at,
      part: at,
      number: 0,
      serial: null,
      order: null,
      variant: null,
      operator: null,
      recipe: null,
      recipeTitle: null,
      verdict: 'pass',
      abortReason: null,
      seconds: 0,
      cycleSeconds: null,
      interrupted: false,
      seenFromStart: true,
      model: '',
      source: '',
      steps: [
        {
          index: null,
          expected: null,
          label: 'test',
          status: 'extra',
          severity: 'pass',
          fromSeconds: null,
          toSeconds: null,
          probability: null,
          remark: '',
        },
      ],
    },
    { kind: 'override', key, at, part: at, verdict: 'fail', by: '', reason: '' },
    {
      kind: 'evidence',
      key,
      at,
      part: at,
      folder: 'test',
      files: [{ name: 'test', kind: 'clip', url: null, bytes: 0, sha256: null }],
    },
    { kind: 'lost', key, at, count: 0 },
  ];
}
