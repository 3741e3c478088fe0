// Makes the tables of the plant, or brings them up to date.
import { migratePlant as migrate, type PlantMigrated } from '../../src-inference/contract/index.ts';
import type { DatabaseAddress } from './database/address.ts';
import { Database } from './database/database.ts';

/** @throws StationError when the database cannot be reached, does not allow it, or is of a later version. */
export async function migratePlant(address: DatabaseAddress, version: string): Promise<PlantMigrated> {
  const database = new Database(address, true);
  try {
    return await database.withConnection((query) =>
      migrate(async (sql, values) => ({ rows: await query(sql, values) }), database.name, version),
    );
  } finally {
    await database.close();
  }
}
