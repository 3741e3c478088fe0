import type { Database } from './database/database.ts';
import type { EvidenceBucket } from './evidence/bucket.ts';
import type { FileStore } from './rollout/file-store.ts';
import type { Rollouts } from './rollout/rollouts.ts';
import type { Wall } from './wall.ts';

/** What routes and pages are served from. */
export interface PlantContext {
  readonly database: Database;
  readonly wall: Wall;
  readonly rollouts: Rollouts;
  /** Files of recipes and models. */
  readonly files: FileStore;
  /** Folder of the built screens. */
  readonly screens: string;
  /** Folder that stations put evidence into; null: none. */
  readonly evidence: string | null;
  /** That stations put evidence into; null: none. */
  readonly bucket: EvidenceBucket | null;
  readonly version: string;
}
