import type { Database } from './database/database.ts';
import type { Wall } from './wall.ts';

/** What routes and pages are served from. */
export interface PlantContext {
  readonly database: Database;
  readonly wall: Wall;
  /** Folder of the built screens. */
  readonly screens: string;
  /** Folder that stations put evidence into; null: none. */
  readonly evidence: string | null;
  readonly version: string;
}
