// Serves the station over HTTP: the built screens, the recordings, and the WebSockets of the screens.
import { type ServedSite, type SiteOptions, serveSite } from '../http/index.ts';
import {
  type FollowedStation,
  fetchedFolders,
  StationFollower,
  type Supervisor,
} from '../supervisor/index.ts';
import { Metrics } from './metrics.ts';
import { answer } from './routes.ts';
import { Sockets } from './sockets.ts';

export interface HostOptions extends SiteOptions {
  readonly supervisor: Supervisor;
  /** Folder of the built screens. It may be missing: the host then says how to build them. */
  readonly screens: string;
  readonly version: string;
  /** Whether the installed package has a service that shows the station over the whole display. */
  readonly kiosk: 'service' | 'browser';
}

/** @throws StationError `not_allowed` without a password off loopback, `port_unavailable`. */
export async function startHost(options: HostOptions): Promise<ServedSite> {
  const { supervisor, screens, version, kiosk } = options;
  const follower = new StationFollower(supervisor);
  const fetched = fetchedFolders(supervisor.directory);
  const monitoring = new Metrics(follower, supervisor, version);
  const sockets = new Sockets(supervisor, { version, kiosk });
  const served = await serveSite(options, {
    monitoring,
    face: () => ({ product: 'Stepwatch', name: nameOf(follower.station) }),
    answer: (exchange) => answer(exchange, { follower, supervisor, screens, fetched }),
    upgrade: (url) => sockets.upgrade(url),
  });
  return {
    ...served,
    async close() {
      follower.close();
      monitoring.close();
      sockets.close();
      await served.close();
    },
  };
}

/** Null until an engine has said it. */
function nameOf(station: FollowedStation): string | null {
  return station.phase === 'unknown' ? null : station.snapshot.settings.name;
}
