// The database of a plant: its tables, and how they are made.
export * from './rows.ts';
export {
  applyPlantMigrations,
  checkPlantSchema,
  migratePlant,
  type PlantMigrated,
  type PlantQuery,
} from './schema.ts';
