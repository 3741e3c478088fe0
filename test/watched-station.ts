// A station in the process of the test: its events so far, and a way to wait for more.

import type { EngineEvent, StationOptions } from '../src-inference/contract/index.ts';
import { openStation as open } from '../src-inference/process/open-station.ts';
import { createNumbering } from '../src-inference/station/event-log.ts';
import type { Station } from '../src-inference/station/station.ts';

export interface WatchedStation {
  readonly station: Station;
  readonly events: readonly EngineEvent[];
  /** Resolves with the first matching event from `since` on. It may have arrived already. */
  until(fits: (event: EngineEvent) => boolean, since?: number): Promise<EngineEvent>;
}

export async function openStation(options: StationOptions): Promise<WatchedStation> {
  const events: EngineEvent[] = [];
  const waiting = new Set<() => void>();
  const now = (): Date => new Date();
  const station = await open(options, {
    now,
    numbering: createNumbering(now),
    async port({ event }) {
      events.push(event);
      for (const look of waiting) look();
    },
  });
  const until: WatchedStation['until'] = (fits, since = 0) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.slice(since).find(fits);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { station, events, until };
}
