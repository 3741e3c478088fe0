// Versions of recipes and models.
import type { ArtifactFile, ArtifactKind, PlantVersion } from '../../../src-inference/contract/index.ts';
import type { Database, Query } from '../database/database.ts';
import { addToTrail } from './rollout-trail.ts';

interface KeptVersion {
  readonly kind: ArtifactKind;
  readonly name: string;
  readonly note: string;
  readonly by: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly files: readonly ArtifactFile[];
}

interface VersionRow {
  readonly artifact_id: number;
  readonly kind: ArtifactKind;
  readonly name: string;
  readonly version: number;
  readonly sha256: string;
  readonly bytes: string;
  readonly note: string;
  readonly made_by: string;
  readonly made_at: Date;
}

/** Content that is there already is no new version. */
export function keepVersion(database: Database, kept: KeptVersion): Promise<PlantVersion> {
  const { kind, name, note, by, sha256, bytes, files } = kept;
  return database.inTransaction(async (query) => {
    await query('INSERT INTO stepwatch.artifact (kind, name) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      kind,
      name,
    ]);
    // One after the other: versions are numbered without gaps.
    const [artifact] = await query<{ artifact_id: number }>(
      'SELECT artifact_id FROM stepwatch.artifact WHERE kind = $1 AND name = $2 FOR UPDATE',
      [kind, name],
    );
    const id = artifact!.artifact_id;
    const made = await query<{ version: number }>(
      `INSERT INTO stepwatch.artifact_version (artifact_id, version, sha256, bytes, files, note, made_by)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 FROM stepwatch.artifact_version WHERE artifact_id = $1
       ON CONFLICT (artifact_id, sha256) DO NOTHING RETURNING version`,
      [id, sha256, bytes, JSON.stringify(files), note, by],
    );
    if (made[0]) {
      const { version } = made[0];
      await addToTrail(query, { who: by, what: 'pushed', artifact: id, version, detail: note });
    }
    const [row] = await query<VersionRow>(`${versionsSql} WHERE v.artifact_id = $1 AND v.sha256 = $2`, [
      id,
      sha256,
    ]);
    return versionOf(row!);
  });
}

/** Newest first; the newest 200. */
export async function listVersions(query: Query): Promise<readonly PlantVersion[]> {
  return (await query<VersionRow>(`${versionsSql} ORDER BY v.made_at DESC LIMIT 200`)).map(versionOf);
}

const versionsSql = `
  SELECT v.artifact_id, a.kind, a.name, v.version, v.sha256, v.bytes, v.note, v.made_by, v.made_at
  FROM stepwatch.artifact_version v JOIN stepwatch.artifact a USING (artifact_id)`;

function versionOf(row: VersionRow): PlantVersion {
  return {
    artifact: row.artifact_id,
    kind: row.kind,
    name: row.name,
    version: row.version,
    sha256: row.sha256,
    bytes: Number(row.bytes),
    note: row.note,
    by: row.made_by,
    at: row.made_at.toISOString(),
  };
}
