// The migrations of the plant's database, in order: the first one has the number 1. Only ever add to the end.
import type { PlantMigration } from '../migration.ts';
import { parts } from './001-parts.ts';
import { rollouts } from './002-rollouts.ts';

export const plantMigrations: readonly PlantMigration[] = [parts, rollouts];
