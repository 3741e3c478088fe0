// Rollouts as people and pages see them: made, listed, paused, gone on with, taken back.
import {
  type PlainStationError,
  type PlantRollout,
  type PlantRolloutStage,
  type PlantRolloutState,
  type PlantRolloutStation,
  type RolloutAction,
  type RolloutGoesOn,
  type RolloutPlan,
  StationError,
} from '../../../src-inference/contract/index.ts';
import type { Database, Query } from '../database/database.ts';
import { addToTrail } from './rollout-trail.ts';
import { stationId } from './station-tokens.ts';

/** @returns Its id. @throws StationError `request_invalid` for a version or a station that is not there. */
export function makeRollout(database: Database, plan: RolloutPlan): Promise<number> {
  const names = plan.stages.flatMap(({ stations }) => stations);
  if (new Set(names).size < names.length) {
    throw new StationError('request_invalid', 'A station is in two stages.', {
      hint: 'Name each station once.',
    });
  }
  return database.inTransaction(async (query) => {
    const { artifact, version, use, recipe, note, by } = plan;
    const known = await query(
      'SELECT 1 FROM stepwatch.artifact_version WHERE artifact_id = $1 AND version = $2',
      [artifact, version],
    );
    if (known.length === 0) throw new StationError('request_invalid', 'The plant has no such version.');
    const [row] = await query<{ rollout_id: number }>(
      `INSERT INTO stepwatch.rollout (artifact_id, version, use_it, recipe, note, made_by)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING rollout_id`,
      [artifact, version, use, recipe, note, by],
    );
    const id = row!.rollout_id;
    for (const [stage, { stations, goesOn, amount }] of plan.stages.entries()) {
      await query(
        `INSERT INTO stepwatch.rollout_stage (rollout_id, stage, goes_on, amount, began_at)
         VALUES ($1, $2::smallint, $3, $4, CASE WHEN $2::smallint = 0 THEN now() END)`,
        [id, stage, goesOn, amount],
      );
      for (const name of stations) {
        await query(
          'INSERT INTO stepwatch.rollout_station (rollout_id, station_id, stage) VALUES ($1, $2, $3)',
          [id, await stationId(query, name), stage],
        );
      }
    }
    await addToTrail(query, { who: by, what: 'begun', artifact, version, rollout: id, detail: note });
    return id;
  });
}

/** @throws StationError `not_possible` when it is not in a state for that. */
export function changeRollout(
  database: Database,
  id: number,
  action: RolloutAction,
  by: string,
): Promise<void> {
  return database.inTransaction(async (query) => {
    const [row] = await query<{ state: PlantRolloutState }>(
      'SELECT state FROM stepwatch.rollout WHERE rollout_id = $1 FOR UPDATE',
      [id],
    );
    if (!row || !from[action].includes(row.state)) {
      throw new StationError('not_possible', 'The rollout is not in a state for that.', {
        hint: 'Somebody else may have changed it: look at it again.',
      });
    }
    if (action === 'goOn') await beginNextStage(query, id, by);
    else {
      if (action === 'goBack') await goBack(query, id);
      await query('UPDATE stepwatch.rollout SET state = $2 WHERE rollout_id = $1', [id, to[action]]);
      await addToTrail(query, { who: by, what: action, rollout: id });
    }
  });
}

const from: Readonly<Record<RolloutAction, readonly PlantRolloutState[]>> = {
  pause: ['running'],
  resume: ['paused'],
  goOn: ['running'],
  goBack: ['running', 'paused', 'done'],
};
const to = { pause: 'paused', resume: 'running', goBack: 'goneBack' } as const;

/** @throws StationError `not_possible` when there is none. */
export async function beginNextStage(query: Query, id: number, by: string): Promise<void> {
  const [row] = await query<{ stage: number }>(
    `UPDATE stepwatch.rollout_stage SET began_at = now() WHERE rollout_id = $1 AND stage =
       (SELECT min(stage) FROM stepwatch.rollout_stage WHERE rollout_id = $1 AND began_at IS NULL) RETURNING stage`,
    [id],
  );
  if (!row) throw new StationError('not_possible', 'There is no further stage.');
  await addToTrail(query, { who: by, what: 'stageBegun', rollout: id, detail: String(row.stage + 1) });
}

/** Stations that were never asked have nothing to go back from; one that refused it has kept its own. */
async function goBack(query: Query, id: number): Promise<void> {
  await query(
    `UPDATE stepwatch.rollout_station r SET action = 'goBack', changed_at = now(),
       state = CASE WHEN g.began_at IS NULL THEN 'goneBack' ELSE 'pending' END
     FROM stepwatch.rollout_stage g
     WHERE r.rollout_id = $1 AND g.rollout_id = r.rollout_id AND g.stage = r.stage AND r.state <> 'failed'`,
    [id],
  );
}

interface StationRow {
  readonly rollout_id: number;
  readonly stage: number;
  readonly name: string;
  readonly action: 'apply' | 'goBack';
  readonly state: PlantRolloutStation['state'];
  readonly error: PlainStationError | null;
  readonly edited_at: Date | null;
  readonly changed_at: Date;
  readonly good: string;
}

interface StageRow {
  readonly rollout_id: number;
  readonly stage: number;
  readonly goes_on: RolloutGoesOn;
  readonly amount: number;
  readonly began_at: Date | null;
}

interface RolloutRow {
  readonly rollout_id: number;
  readonly kind: PlantRollout['version']['kind'];
  readonly name: string;
  readonly version: number;
  readonly sha256: string;
  readonly bytes: string;
  readonly use_it: boolean;
  readonly recipe: string | null;
  readonly note: string;
  readonly made_by: string;
  readonly made_at: Date;
  readonly state: PlantRolloutState;
}

/** Newest first; the newest 30. */
export async function listRollouts(query: Query): Promise<readonly PlantRollout[]> {
  const rollouts = await query<RolloutRow>(`
    SELECT r.rollout_id, a.kind, a.name, v.version, v.sha256, v.bytes, r.use_it, r.recipe, r.note, r.made_by, r.made_at, r.state
    FROM stepwatch.rollout r JOIN stepwatch.artifact a USING (artifact_id)
    JOIN stepwatch.artifact_version v USING (artifact_id, version)
    ORDER BY r.rollout_id DESC LIMIT 30`);
  const ids = rollouts.map(({ rollout_id }) => rollout_id);
  const stages = await query<StageRow>(
    'SELECT * FROM stepwatch.rollout_stage WHERE rollout_id = ANY($1) ORDER BY rollout_id, stage',
    [ids],
  );
  const stations = await query<StationRow>(
    `SELECT r.rollout_id, r.stage, s.name, r.action, r.state, r.error, r.edited_at, r.changed_at, ${goodPartsSql} AS good
     FROM stepwatch.rollout_station r JOIN stepwatch.station s USING (station_id)
     WHERE r.rollout_id = ANY($1) ORDER BY s.name`,
    [ids],
  );
  return rollouts.map((row) => ({
    id: row.rollout_id,
    version: {
      kind: row.kind,
      name: row.name,
      version: row.version,
      sha256: row.sha256,
      bytes: Number(row.bytes),
    },
    use: row.use_it,
    recipe: row.recipe,
    note: row.note,
    by: row.made_by,
    at: row.made_at.toISOString(),
    state: row.state,
    stages: stages
      .filter(({ rollout_id }) => rollout_id === row.rollout_id)
      .map((stage) => stageOf(stage, stations)),
  }));
}

/** Parts that passed at the station of `r` since it came into force; more than 10,000 are not counted. */
export const goodPartsSql = `(SELECT count(*) FROM (
  SELECT 1 FROM stepwatch.part p WHERE r.state = 'applied' AND p.station_id = r.station_id
    AND p.started_at > r.applied_at AND p.final_verdict = 'pass' LIMIT 10000) AS good)`;

function stageOf(
  { rollout_id, stage, goes_on, amount, began_at }: StageRow,
  stations: readonly StationRow[],
): PlantRolloutStage {
  return {
    goesOn: goes_on,
    amount,
    beganAt: began_at?.toISOString() ?? null,
    stations: stations
      .filter((one) => one.rollout_id === rollout_id && one.stage === stage)
      .map(({ name, action, state, error, edited_at, changed_at, good }) => ({
        name,
        action,
        state,
        error,
        editedAt: edited_at?.toISOString() ?? null,
        changedAt: changed_at.toISOString(),
        goodParts: Number(good),
      })),
  };
}
