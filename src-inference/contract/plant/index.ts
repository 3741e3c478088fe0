// The database of a plant: its tables, and how they are made.
export * from './rows.ts';
export { checkPlantSchema, migratePlant, type PlantMigrated, type PlantQuery } from './schema.ts';
