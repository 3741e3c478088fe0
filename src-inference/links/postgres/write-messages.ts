// Writes messages into the plant's database. Whatever is written twice stays as it was: a part is known by its station and its
// start, a remark by its key.
import type { PlantQuery } from '../../contract/index.ts';
import type { StationMessage } from '../messages/station-message.ts';
import { rowsOf } from './message-rows.ts';

/** Columns and their types, as rows of JSON have them. */
const partColumns = `started_at timestamptz, ended_at timestamptz, day date, hour smallint, number integer, verdict text,
  abort_reason text, seconds double precision, cycle_seconds double precision, recipe text, recipe_title text, model text,
  source text, operator text, serial text, order_number text, variant text, interrupted boolean, mistakes smallint`;
const stepColumns = `started_at timestamptz, position smallint, step_index smallint, label text, seen text, status text,
  severity text, from_seconds real, to_seconds real, probability real, remark text, nth smallint`;
const remarkColumns = `key text, started_at timestamptz, kind text, at timestamptz, by text, reason text, value text, serial text,
  order_number text, variant text`;
const evidenceColumns =
  'started_at timestamptz, name text, kind text, url text, bytes bigint, at timestamptz';
const gapColumns = 'key text, at timestamptz, lost integer';

const insertParts = insertOf('part', partColumns, 'DO NOTHING');
const insertSteps = insertOf('step', stepColumns, 'DO NOTHING');
const insertRemarks = insertOf('remark', remarkColumns, 'DO NOTHING');
const insertGaps = insertOf('gap', gapColumns, 'DO NOTHING');
const insertEvidence = insertOf(
  'evidence AS e',
  evidenceColumns,
  `(station_id, started_at, name) DO UPDATE SET kind = excluded.kind, at = excluded.at,
     url = coalesce(excluded.url, e.url), bytes = coalesce(excluded.bytes, e.bytes)`,
);

/** The last of what was said of each kind holds. A part that came later than the remark gets it, too. */
const applyRemarks = `
  WITH last AS (
    SELECT DISTINCT ON (started_at, kind) * FROM stepwatch.remark
    WHERE station_id = $1 AND started_at = ANY ($2::timestamptz[])
    ORDER BY started_at, kind, at DESC, key DESC
  )
  UPDATE stepwatch.part p SET
    acknowledged_at = coalesce(a.at, p.acknowledged_at), acknowledged_by = coalesce(a.by, p.acknowledged_by),
    acknowledged_reason = coalesce(a.reason, p.acknowledged_reason),
    override_verdict = coalesce(o.value, p.override_verdict), override_at = coalesce(o.at, p.override_at),
    override_by = coalesce(o.by, p.override_by), override_reason = coalesce(o.reason, p.override_reason),
    judged_otherwise = coalesce(j.value, p.judged_otherwise),
    serial = CASE WHEN i.key IS NULL THEN p.serial ELSE i.serial END,
    order_number = CASE WHEN i.key IS NULL THEN p.order_number ELSE i.order_number END,
    variant = CASE WHEN i.key IS NULL THEN p.variant ELSE i.variant END
  FROM (SELECT DISTINCT started_at FROM last) s
    LEFT JOIN last a ON a.started_at = s.started_at AND a.kind = 'acknowledgement'
    LEFT JOIN last o ON o.started_at = s.started_at AND o.kind = 'override'
    LEFT JOIN last j ON j.started_at = s.started_at AND j.kind = 'judgedOtherwise'
    LEFT JOIN last i ON i.started_at = s.started_at AND i.kind = 'identity'
  WHERE p.station_id = $1 AND p.started_at = s.started_at
`;

/** @param query In a transaction. @throws What the driver throws. */
export async function writeMessages(
  query: PlantQuery,
  stationId: number,
  messages: readonly StationMessage[],
): Promise<void> {
  const { parts, steps, remarks, evidence, gaps, startedAt } = rowsOf(messages);
  const write = async (sql: string, rows: readonly object[]): Promise<void> => {
    if (rows.length > 0) await query(sql, [stationId, jsonOf(rows)]);
  };
  await write(insertParts, parts);
  await write(insertSteps, steps);
  await write(insertRemarks, remarks);
  await write(insertEvidence, evidence);
  await write(insertGaps, gaps);
  if (startedAt.length > 0) await query(applyRemarks, [stationId, startedAt]);
}

function insertOf(table: string, columns: string, onConflict: string): string {
  const names = columns
    .split(',')
    .map((column) => column.trim().split(' ', 1)[0])
    .join(', ');
  return `INSERT INTO stepwatch.${table} (station_id, ${names})
    SELECT $1, ${names} FROM jsonb_to_recordset($2::jsonb) AS r (${columns})
    ON CONFLICT ${onConflict}`;
}

/** PostgreSQL takes neither the character NUL nor half a surrogate pair: signs stand in their place. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'string' ? one.replaceAll('\0', '\u2400').replaceAll(/\p{Surrogate}/gu, '\ufffd') : one,
  );
}
