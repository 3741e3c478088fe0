// Serves the plant over HTTP: the wall, figures of all stations, and what stations ask for.
import { type ServedSite, type SiteOptions, serveSite } from '../http/index.ts';
import type { DatabaseAddress } from './database/address.ts';
import { Database } from './database/database.ts';
import { type BucketOptions, EvidenceBucket } from './evidence/bucket.ts';
import { PlantMetrics } from './metrics.ts';
import { FileStore } from './rollout/file-store.ts';
import { Rollouts } from './rollout/rollouts.ts';
import { answer, plantRoutes } from './routes/index.ts';
import { PlantSockets } from './sockets.ts';
import { Wall } from './wall.ts';

export interface PlantOptions extends SiteOptions {
  readonly database: DatabaseAddress;
  /** Folder of the built screens. It may be missing: the server then says how to build them. */
  readonly screens: string;
  /** Folder that stations put evidence into; null: none is served. */
  readonly evidence: string | null;
  /** That stations put evidence into; null: none is served. */
  readonly bucket: BucketOptions | null;
  /** Folder that the server keeps recipes and models in. */
  readonly data: string;
  readonly version: string;
}

/**
 * The database may be away: the server tells it and goes on trying.
 *
 * @throws StationError `not_allowed` without a password off loopback, `port_unavailable`.
 */
export async function startPlant(options: PlantOptions): Promise<ServedSite> {
  const { screens, evidence, data, version } = options;
  const database = new Database(options.database);
  const bucket = options.bucket && new EvidenceBucket(options.bucket);
  const wall = new Wall(database, bucket);
  const rollouts = new Rollouts(database);
  const files = new FileStore(data);
  const context = { database, wall, rollouts, files, screens, evidence, bucket, version };
  const routes = plantRoutes(context);
  const sockets = new PlantSockets(context);
  const stop = async (): Promise<void> => {
    wall.close();
    rollouts.close();
    sockets.close();
    await database.close();
  };
  try {
    const served = await serveSite(options, {
      mediaOrigins: bucket === null ? [] : [bucket.origin],
      face: () => ({ product: 'Stepwatch plant', name: null }),
      monitoring: new PlantMetrics(wall, sockets),
      answer: (exchange) => answer(exchange, routes, context),
      upgrade: (url) => sockets.upgrade(url),
    });
    return { ...served, close: async () => void (await Promise.all([stop(), served.close()])) };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
