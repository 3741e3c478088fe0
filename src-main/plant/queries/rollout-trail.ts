// The trail of rollouts: rows are only added.
import type { RolloutTrailEntry } from '../../../src-inference/contract/index.ts';
import type { Query } from '../database/database.ts';

export interface TrailEntry {
  readonly who: string;
  readonly what: string;
  readonly artifact?: number;
  readonly version?: number;
  readonly rollout?: number;
  readonly station?: number;
  readonly detail?: string;
}

export async function addToTrail(query: Query, entry: TrailEntry): Promise<void> {
  const { who, what, artifact, version, rollout, station, detail } = entry;
  await query(
    `INSERT INTO stepwatch.rollout_trail (who, what, artifact_id, version, rollout_id, station_id, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [who, what, artifact ?? null, version ?? null, rollout ?? null, station ?? null, detail ?? ''],
  );
}

/** Rises with every change of rollouts, whoever makes it. */
export async function trailEnd(query: Query): Promise<number> {
  const [row] = await query<{ last: string }>(
    'SELECT coalesce(max(trail_id), 0) AS last FROM stepwatch.rollout_trail',
  );
  return Number(row!.last);
}

interface TrailRow {
  readonly at: Date;
  readonly who: string;
  readonly what: string;
  readonly artifact: string | null;
  readonly version: number | null;
  readonly rollout_id: number | null;
  readonly station: string | null;
  readonly detail: string;
}

/** Newest first; the newest 200. */
export async function readTrail(query: Query): Promise<readonly RolloutTrailEntry[]> {
  const rows = await query<TrailRow>(`
    SELECT t.at, t.who, t.what, a.kind || ' ' || a.name AS artifact, t.version, t.rollout_id, s.name AS station, t.detail
    FROM stepwatch.rollout_trail t
    LEFT JOIN stepwatch.artifact a USING (artifact_id)
    LEFT JOIN stepwatch.station s USING (station_id)
    ORDER BY t.trail_id DESC LIMIT 200`);
  return rows.map(({ at, who, what, artifact, version, rollout_id, station, detail }) => ({
    at: at.toISOString(),
    who,
    what,
    rollout: rollout_id,
    station,
    detail: [artifact === null ? '' : `${artifact}, version ${version}`, detail].filter(Boolean).join(': '),
  }));
}
