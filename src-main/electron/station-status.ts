// What the desktop must know about the station: whether it is a kiosk, and whether a source plays.
import type { FollowedStation, StationFollower } from '../supervisor/index.ts';

export interface StationStatus {
  readonly kiosk: boolean;
  /** A source plays, so the display must stay on. */
  readonly isPlaying: boolean;
}

/** Null until an engine has answered. Without an engine nothing plays, but the settings still hold. Pure. */
function statusOf(station: FollowedStation): StationStatus | null {
  if (station.phase === 'unknown') return null;
  const { settings, source } = station.snapshot;
  return { kiosk: settings.kiosk, isPlaying: station.phase === 'live' && source?.state === 'playing' };
}

/** Calls the listener with the first status, and with every later one that is different. */
export function watchStationStatus(
  follower: StationFollower,
  listener: (status: StationStatus) => void,
): void {
  let last: StationStatus | null = null;
  follower.onChange((station) => {
    const status = statusOf(station);
    if (status === null) return;
    if (last?.kiosk === status.kiosk && last.isPlaying === status.isPlaying) return;
    last = status;
    listener(status);
  });
}
