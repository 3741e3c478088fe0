// Tokens by which stations come in: each is of one station. Only their hashes are kept.
import { createHash, randomBytes } from 'node:crypto';
import { type RolloutTarget, StationError } from '../../../src-inference/contract/index.ts';
import type { Database, Query } from '../database/database.ts';
import { byName } from './by-name.ts';
import { addToTrail } from './rollout-trail.ts';

export interface KnownStation {
  readonly id: number;
  readonly name: string;
}

/** Tokens that were made before are taken back. @returns The token, which nobody can read again. */
export function makeToken(database: Database, station: string, by: string): Promise<string> {
  const token = `stw_${randomBytes(32).toString('base64url')}`;
  return database.inTransaction(async (query) => {
    await query('INSERT INTO stepwatch.station (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [station]);
    const id = await stationId(query, station);
    await revoke(query, id, by);
    await query('INSERT INTO stepwatch.station_token (station_id, hash, made_by) VALUES ($1, $2, $3)', [
      id,
      hashOf(token),
      by,
    ]);
    await addToTrail(query, { who: by, what: 'tokenMade', station: id });
    return token;
  });
}

/** @throws StationError `request_invalid` for a station that has none. */
export function revokeToken(database: Database, station: string, by: string): Promise<void> {
  return database.inTransaction(async (query) => {
    const id = await stationId(query, station);
    if ((await revoke(query, id, by)) === 0) throw noToken(station);
    await addToTrail(query, { who: by, what: 'tokenRevoked', station: id });
  });
}

/** Null: not a token, or one that was taken back. */
export async function stationOfToken(query: Query, token: string): Promise<KnownStation | null> {
  const [row] = await query<{ station_id: number; name: string }>(
    `SELECT s.station_id, s.name FROM stepwatch.station_token t JOIN stepwatch.station s USING (station_id)
     WHERE t.hash = $1 AND t.revoked_at IS NULL`,
    [hashOf(token)],
  );
  return row ? { id: row.station_id, name: row.name } : null;
}

/** All stations, by name. */
export async function listTargets(query: Query): Promise<readonly RolloutTarget[]> {
  const rows = await query<{ name: string; since: Date | null }>(`
    SELECT s.name, max(t.made_at) FILTER (WHERE t.revoked_at IS NULL) AS since
    FROM stepwatch.station s LEFT JOIN stepwatch.station_token t USING (station_id)
    GROUP BY s.station_id`);
  return rows.map(({ name, since }) => ({ name, tokenSince: since?.toISOString() ?? null })).sort(byName);
}

export async function stationId(query: Query, name: string): Promise<number> {
  const [row] = await query<{ station_id: number }>(
    'SELECT station_id FROM stepwatch.station WHERE name = $1',
    [name],
  );
  if (row) return row.station_id;
  throw new StationError('request_invalid', `The plant has no station "${name}".`, {
    where: name,
    hint: 'Make a token for it first.',
  });
}

async function revoke(query: Query, station: number, by: string): Promise<number> {
  const rows = await query(
    `UPDATE stepwatch.station_token SET revoked_at = now(), revoked_by = $2
     WHERE station_id = $1 AND revoked_at IS NULL RETURNING token_id`,
    [station, by],
  );
  return rows.length;
}

function noToken(station: string): StationError {
  return new StationError('request_invalid', `The station "${station}" has no token.`, { where: station });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
