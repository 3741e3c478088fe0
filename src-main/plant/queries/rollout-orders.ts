// What the plant wants of a station, and what the station says of it.
import type {
  ArtifactFile,
  ArtifactKind,
  RolloutOrder,
  RolloutReport,
} from '../../../src-inference/contract/index.ts';
import type { Database, Query } from '../database/database.ts';
import { addToTrail } from './rollout-trail.ts';
import type { KnownStation } from './station-tokens.ts';

interface OrderRow {
  readonly rollout_id: number;
  readonly action: 'apply' | 'goBack';
  readonly kind: ArtifactKind;
  readonly name: string;
  readonly version: number;
  readonly sha256: string;
  readonly bytes: string;
  readonly files: readonly ArtifactFile[];
  readonly use_it: boolean;
  readonly recipe: string | null;
  readonly note: string;
  readonly made_by: string;
}

/** Those that the station has not brought to an end, oldest first. A pause holds up those that it has not heard of. */
export async function ordersOf(query: Query, { id }: KnownStation): Promise<readonly RolloutOrder[]> {
  const rows = await query<OrderRow>(
    `SELECT r.rollout_id, r.action, a.kind, a.name, v.version, v.sha256, v.bytes, v.files, o.use_it, o.recipe, o.note, o.made_by
     FROM stepwatch.rollout_station r
     JOIN stepwatch.rollout o USING (rollout_id)
     JOIN stepwatch.rollout_stage g ON g.rollout_id = r.rollout_id AND g.stage = r.stage
     JOIN stepwatch.artifact a USING (artifact_id)
     JOIN stepwatch.artifact_version v USING (artifact_id, version)
     WHERE r.station_id = $1 AND g.began_at IS NOT NULL
       AND r.state NOT IN ('applied', 'failed', 'goneBack')
       AND (r.state <> 'pending' OR r.action = 'goBack' OR o.state = 'running')
     ORDER BY r.rollout_id LIMIT 50`,
    [id],
  );
  return rows.map((row) => ({
    rollout: String(row.rollout_id),
    action: row.action,
    artifact: {
      kind: row.kind,
      name: row.name,
      version: row.version,
      sha256: row.sha256,
      bytes: Number(row.bytes),
    },
    files: row.action === 'apply' ? row.files : [],
    use: row.use_it,
    recipe: row.recipe,
    note: row.note,
    by: row.made_by,
  }));
}

/** The same report again changes nothing. One of another direction than the plant wants by now is out of date. */
export function takeReports(
  database: Database,
  station: KnownStation,
  reports: readonly RolloutReport[],
): Promise<void> {
  return database.inTransaction(async (query) => {
    for (const report of reports) await takeReport(query, station, report);
  });
}

async function takeReport(
  query: Query,
  { id, name }: KnownStation,
  { rollout, action, state, error, editedHere }: RolloutReport,
): Promise<void> {
  if (!/^\d{1,9}$/.test(rollout)) return;
  const [changed] = await query<{ was: string; edited: boolean }>(
    `UPDATE stepwatch.rollout_station r SET
       state = $4, error = $5, edited_at = $6, changed_at = now(),
       applied_at = CASE WHEN $4 = 'applied' THEN coalesce(r.applied_at, now()) ELSE r.applied_at END
     FROM (SELECT state, edited_at FROM stepwatch.rollout_station WHERE rollout_id = $1 AND station_id = $2 FOR UPDATE) AS old
     WHERE r.rollout_id = $1 AND r.station_id = $2 AND r.action = $3
       AND (old.state IS DISTINCT FROM $4 OR old.edited_at IS DISTINCT FROM $6::timestamptz)
     RETURNING old.state AS was, old.edited_at IS DISTINCT FROM r.edited_at AS edited`,
    [Number(rollout), id, action, state, error === null ? null : JSON.stringify(error), editedHere],
  );
  if (!changed) return;
  const entry = { who: name, rollout: Number(rollout), station: id };
  if (changed.was !== state) await addToTrail(query, { ...entry, what: state, detail: error?.message ?? '' });
  if (changed.edited) await addToTrail(query, { ...entry, what: 'editedHere' });
}
