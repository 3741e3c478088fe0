// Exports of the plant's server: many stations over one database.
export { readDatabaseAddress } from './database/address.ts';
export type { BucketOptions } from './evidence/bucket.ts';
export { migratePlant } from './migrate.ts';
export { startPlant } from './plant-server.ts';
export { openRollouts, type PlantRolloutDesk } from './rollout/desk.ts';
