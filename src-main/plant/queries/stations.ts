// Reads how all stations are. Their last mistakes and cycle times cost more: they are read for those stations that changed just
// now, and for all of them now and then, because parts and videos may also come late.
import {
  lostAfterSeconds,
  type PlantMistake,
  type PlantStationRow,
  type WallFault,
  type WallStation,
} from '../../../src-inference/contract/index.ts';
import type { Query } from '../database/database.ts';
import { evidenceAddress } from '../evidence/address.ts';
import type { EvidenceBucket } from '../evidence/bucket.ts';

const mostStations = 500;
const faultsOfStation = 4;
const mistakesOfFault = 3;
const partsOfCycle = 20;
/** A part may be written a little after the state that it led to. */
const changedWithinSeconds = 15;
const ticksBetweenAll = 10;

interface StationsNow {
  /** ISO 8601, clock of the database. */
  readonly now: string;
  readonly stations: readonly WallStation[];
}

/** Reads all stations; keeps what it knows of their parts from one time to the next. */
export type StationReader = (query: Query) => Promise<StationsNow>;

type StationRow = PlantStationRow & {
  readonly now: Date;
  readonly silent: boolean;
  readonly changed: boolean;
};

interface PartsOfStation {
  readonly cycleSeconds: number | null;
  readonly faults: readonly WallFault[];
}

const noParts: PartsOfStation = { cycleSeconds: null, faults: [] };

export function stationReader(bucket: EvidenceBucket | null): StationReader {
  let parts: ReadonlyMap<number, PartsOfStation> = new Map();
  let tick = 0;
  return async (query) => {
    const found = await query<StationRow>(stationsSql);
    const rows = found.filter(({ station_id }) => station_id !== null);
    const isTurnOfAll = tick % ticksBetweenAll === 0;
    const asked = rows
      .filter(({ station_id, changed }) => isTurnOfAll || changed || !parts.has(station_id))
      .map(({ station_id }) => station_id);
    parts = new Map([...parts, ...(await readParts(query, asked, bucket))]);
    // After both answers: what failed is asked again.
    tick += 1;
    return {
      now: found[0]!.now.toISOString(),
      stations: rows.map((row) => wallStation(row, parts.get(row.station_id) ?? noParts)),
    };
  };
}

const stationsSql = `
  SELECT now() AS now, s.*,
    now() - s.last_seen > interval '${lostAfterSeconds} seconds' AS silent,
    now() - s.changed_at < interval '${changedWithinSeconds} seconds' AS changed
  FROM (SELECT) AS one LEFT JOIN stepwatch.station s ON true
  ORDER BY s.name LIMIT ${mostStations}`;

function wallStation(row: StationRow, parts: PartsOfStation): WallStation {
  return {
    id: row.station_id,
    name: row.name,
    presence: !row.online ? 'off' : row.silent ? 'lost' : 'online',
    heardAt: row.last_seen.toISOString(),
    condition: row.condition,
    recipe: row.recipe_title ?? row.recipe,
    operator: row.operator,
    presentPart: row.present_part,
    lastPart: row.last_part,
    shift: row.shift,
    targetCycleSeconds: row.target_cycle_seconds,
    unacknowledged: row.unacknowledged,
    waiting: row.waiting,
    ...parts,
  };
}

interface FaultRow {
  readonly station_id: number;
  readonly cycle: number | null;
  readonly faults:
    | readonly (Omit<WallFault, 'clip' | 'startedAt' | 'endedAt' | 'mistakes'> & {
        readonly started: string;
        readonly ended: string;
        readonly file: { readonly name: string; readonly url: string } | null;
        readonly mistakes: readonly PlantMistake[] | null;
      })[]
    | null;
}

async function readParts(
  query: Query,
  stations: readonly number[],
  bucket: EvidenceBucket | null,
): Promise<readonly (readonly [number, PartsOfStation])[]> {
  if (stations.length === 0) return [];
  const rows = await query<FaultRow>(partsSql, [stations]);
  return rows.map(({ station_id, cycle, faults }) => [
    station_id,
    {
      cycleSeconds: cycle,
      faults: (faults ?? []).map(({ started, ended, file, mistakes, number, serial, verdict }) => {
        const startedAt = new Date(started).toISOString();
        return {
          startedAt,
          endedAt: new Date(ended).toISOString(),
          number,
          serial,
          verdict,
          mistakes: mistakes ?? [],
          clip: evidenceAddress({ station: station_id, startedAt }, file, bucket),
        };
      }),
    },
  ]);
}

const partsSql = `
  SELECT s.station_id, c.cycle, f.faults
  FROM unnest($1::integer[]) AS s (station_id)
  CROSS JOIN LATERAL (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS cycle FROM (
      SELECT coalesce(cycle_seconds, seconds) AS seconds FROM stepwatch.part
      WHERE station_id = s.station_id AND verdict IS NOT NULL
      ORDER BY started_at DESC LIMIT ${partsOfCycle}) AS last) AS c
  CROSS JOIN LATERAL (
    SELECT json_agg(fault) AS faults FROM (
      SELECT p.started_at AS started, p.ended_at AS ended, p.number, p.serial, p.final_verdict AS verdict,
        (SELECT json_build_object('name', e.name, 'url', e.url) FROM stepwatch.evidence e
         WHERE e.station_id = p.station_id AND e.started_at = p.started_at AND e.kind = 'clip' AND e.url IS NOT NULL
         ORDER BY e.name LIMIT 1) AS file,
        (SELECT json_agg(json_build_object('label', m.label, 'status', m.status)) FROM (
           SELECT label, status FROM stepwatch.step t
           WHERE t.station_id = p.station_id AND t.started_at = p.started_at AND t.status <> 'ok'
           ORDER BY t.severity = 'fail' DESC, t.position LIMIT ${mistakesOfFault}) AS m) AS mistakes
      FROM stepwatch.part p
      WHERE p.station_id = s.station_id AND p.mistakes > 0
      ORDER BY p.started_at DESC LIMIT ${faultsOfStation}) AS fault) AS f`;
