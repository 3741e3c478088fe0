// Exports of the plant's server: many stations over one database.
export { type DatabaseAddress, readDatabaseAddress } from './database/address.ts';
export { migratePlant } from './migrate.ts';
export { type PlantOptions, startPlant } from './plant-server.ts';
export { openRollouts, type PlantRolloutDesk } from './rollout/desk.ts';
