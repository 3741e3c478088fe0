// Whether rollouts go on: the next stage begins when its condition holds, and a rollout is done when nothing of it is open.
import type { Database, Query } from '../database/database.ts';
import { addToTrail } from './rollout-trail.ts';
import { beginNextStage, goodPartsSql } from './rollouts.ts';

/** Several servers of one plant may do it at once. */
export function advanceRollouts(database: Database): Promise<void> {
  return database.inTransaction(async (query) => {
    for (const { rollout_id } of await query<{ rollout_id: number }>(dueSql)) {
      await beginNextStage(query, rollout_id, 'plant');
    }
    await finish(query);
  });
}

async function finish(query: Query): Promise<void> {
  const done = await query<{ rollout_id: number }>(`
    UPDATE stepwatch.rollout o SET state = 'done'
    WHERE o.state = 'running'
      AND NOT EXISTS (SELECT 1 FROM stepwatch.rollout_stage g WHERE g.rollout_id = o.rollout_id AND g.began_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM stepwatch.rollout_station r WHERE r.rollout_id = o.rollout_id
        AND r.state NOT IN ('applied', 'failed'))
    RETURNING o.rollout_id`);
  for (const { rollout_id } of done)
    await addToTrail(query, { who: 'plant', what: 'done', rollout: rollout_id });
}

/**
 * Rollouts whose last stage that has begun is in force at all of its stations, for as long as its condition asks, and that have a
 * further one. A station that refused it holds the rollout up: a person looks.
 */
const dueSql = `
  SELECT o.rollout_id FROM stepwatch.rollout o
  JOIN LATERAL (SELECT * FROM stepwatch.rollout_stage g WHERE g.rollout_id = o.rollout_id AND g.began_at IS NOT NULL
    ORDER BY g.stage DESC LIMIT 1) AS g ON true
  WHERE o.state = 'running' AND g.goes_on <> 'person'
    AND EXISTS (SELECT 1 FROM stepwatch.rollout_stage n WHERE n.rollout_id = o.rollout_id AND n.began_at IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM stepwatch.rollout_station r WHERE r.rollout_id = o.rollout_id AND r.stage = g.stage AND NOT (
        r.state = 'applied' AND CASE g.goes_on
          WHEN 'parts' THEN ${goodPartsSql} >= g.amount
          ELSE r.applied_at + g.amount * interval '1 minute' <= now() END))
  FOR UPDATE OF o SKIP LOCKED`;
