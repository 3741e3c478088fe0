import { createContext, use } from 'react';
import type { PreferencesStore, Station } from '../station/index.ts';

export interface StationContextValue {
  readonly station: Station;
  readonly preferences: PreferencesStore;
}

export const StationContext = createContext<StationContextValue | null>(null);

export function useStationContext(): StationContextValue {
  const value = use(StationContext);
  if (value === null) throw new Error('A screen is rendered outside of StationProvider.');
  return value;
}
