// The stores of the station as React hooks.
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { NumberedEvent, StationSnapshot } from '../../src-inference/contract/index.ts';
import type { Connection, Log, Preferences, SnapshotState, Station } from '../station/index.ts';
import { useStationContext } from './station-context.ts';

export function useStation(): Station {
  return useStationContext().station;
}

/**
 * A part of the snapshot; renders again only when that part changes.
 *
 * @param select Returns a part of the snapshot, never a new object.
 */
export function useSnapshot<Selected>(select: (snapshot: StationSnapshot) => Selected): Selected {
  return useStore(useStation().snapshot, (known) => {
    if (known.state === 'none') throw new Error('Pages are rendered once there is a snapshot.');
    return select(known.snapshot);
  });
}

/** As `useSnapshot`, where there may be no snapshot yet. */
export function useSnapshotState(): SnapshotState['state'] {
  return useStore(useStation().snapshot, ({ state }) => state);
}

/** False while the connection or the engine is gone: what is shown is the last that was known, and may be old. */
export function useIsCurrent(): boolean {
  return useSnapshotState() === 'current';
}

export function useConnection(): Connection {
  return useStore(useStation().connection);
}

export function useLog(): Log {
  return useStore(useStation().log);
}

export function useStationEvents(listener: (event: NumberedEvent) => void): void {
  const station = useStation();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => station.onEvent((event) => latest.current(event)), [station]);
}

export function usePreferences(): Preferences {
  return useStore(useStationContext().preferences);
}

export function useChangePreferences(): (change: Partial<Preferences>) => void {
  return useStationContext().preferences.setState;
}
