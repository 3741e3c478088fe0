// Whether the schema of the plant's database is the one that this program knows, and how it becomes that. Stations and the plant's
// program share it; how a statement reaches the database is theirs.
import { StationError } from '../errors.ts';
import type { PlantMigration } from './migration.ts';
import { plantMigrations } from './migrations/index.ts';

/** Runs one statement, or several without values. @throws What the driver of the database throws. */
export type PlantQuery = (
  sql: string,
  values?: readonly unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;

/** Number of the last migration; 0: none was made. */
export interface PlantMigrated {
  readonly from: number;
  readonly to: number;
}

/** Whoever migrates holds this advisory lock. */
const migrationLock = 7_837_105_219;
const migrateCommand = 'stepwatch plant migrate --database URL';

/**
 * @param target Names the database in errors.
 * @throws StationError: `plant_schema_missing`, `plant_schema_old`, `plant_schema_new`, `plant_rights_missing`.
 */
export async function checkPlantSchema(
  query: PlantQuery,
  target: string,
  known: readonly PlantMigration[] = plantMigrations,
): Promise<void> {
  const { version, oldestProgram } = await versionOf(query, target);
  refuseNewer(target, version, oldestProgram, known.length);
  if (version === 0) {
    throw new StationError('plant_schema_missing', `${target}: the tables of Stepwatch are not there.`, {
      where: target,
      hint: `Make them with: ${migrateCommand}`,
    });
  }
  if (version < known.length) {
    throw new StationError(
      'plant_schema_old',
      `${target}: the tables are of version ${version}, and this program needs version ${known.length}.`,
      { where: target, hint: `Bring them up to date with: ${migrateCommand}` },
    );
  }
}

/**
 * Makes what is missing, in one transaction; whoever comes at the same time waits and finds it done.
 *
 * @param query All statements must go to the same connection, which is in no transaction.
 * @param program Version of the program, kept with the migration.
 * @throws StationError `plant_schema_new`; what the driver throws, such as SQLSTATE 42501 without the right to do so.
 */
export async function migratePlant(
  query: PlantQuery,
  target: string,
  program: string,
  known: readonly PlantMigration[] = plantMigrations,
): Promise<PlantMigrated> {
  await query('BEGIN');
  try {
    const migrated = await applyPlantMigrations(query, target, program, known);
    await query('COMMIT');
    return migrated;
  } catch (thrown) {
    // The error of the statement says more than that of a connection which is gone.
    await query('ROLLBACK').catch(() => undefined);
    throw thrown;
  }
}

/** The same within a transaction of the caller, who ends it as well. */
export async function applyPlantMigrations(
  query: PlantQuery,
  target: string,
  program: string,
  known: readonly PlantMigration[] = plantMigrations,
): Promise<PlantMigrated> {
  await query('SET LOCAL statement_timeout = 0');
  await query('SELECT pg_advisory_xact_lock($1::bigint)', [migrationLock]);
  const { version: from, oldestProgram } = await versionOf(query, target);
  refuseNewer(target, from, oldestProgram, known.length);
  if (from === 0) {
    // Where somebody else has made the schema, the right to make one is not needed.
    const { rows } = await query("SELECT to_regnamespace('stepwatch') IS NULL AS missing");
    if (rows[0]?.missing === true) await query('CREATE SCHEMA stepwatch');
    await query(firstTable);
  }
  for (const [place, { name, oldestProgram: oldest, sql }] of known.entries()) {
    if (place < from) continue;
    await query(sql);
    await query(
      'INSERT INTO stepwatch.migration (version, name, oldest_program, program) VALUES ($1, $2, $3, $4)',
      [place + 1, name, oldest, program],
    );
  }
  return { from, to: Math.max(from, known.length) };
}

const firstTable = `
  CREATE TABLE stepwatch.migration (
    version integer PRIMARY KEY,
    name text NOT NULL,
    oldest_program integer NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    program text NOT NULL
  );
`;

async function versionOf(
  query: PlantQuery,
  target: string,
): Promise<{ readonly version: number; readonly oldestProgram: number }> {
  // The catalogue may be read without a right to the schema.
  const { rows: found } = await query(
    `SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'stepwatch' AND c.relname = 'migration'`,
  );
  if (found.length === 0) return { version: 0, oldestProgram: 0 };
  if (found[0]?.readable !== true) {
    throw new StationError('plant_rights_missing', `${target}: the user may not read the tables.`, {
      where: target,
      hint: 'Grant the user its rights on the schema stepwatch.',
    });
  }
  const { rows } = await query(
    'SELECT coalesce(max(version), 0) AS version, coalesce(max(oldest_program), 0) AS oldest FROM stepwatch.migration',
  );
  return { version: Number(rows[0]?.version), oldestProgram: Number(rows[0]?.oldest) };
}

function refuseNewer(target: string, version: number, oldestProgram: number, known: number): void {
  if (oldestProgram <= known) return;
  throw new StationError(
    'plant_schema_new',
    `${target}: the tables are of version ${version}, and this program knows version ${known}.`,
    { where: target, hint: 'Update the program of this machine.' },
  );
}
