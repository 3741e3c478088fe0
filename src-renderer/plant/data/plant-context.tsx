// The plant and the preferences of this screen as React hooks.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Preferences, PreferencesStore } from '../../station/index.ts';
import type { Plant } from './plant-connection.ts';
import { isCurrent, type PlantState } from './plant-state.ts';

interface PlantContextValue {
  readonly plant: Plant;
  readonly preferences: PreferencesStore;
}

const PlantContext = createContext<PlantContextValue | null>(null);

export function PlantProvider({ children, ...value }: PlantContextValue & { readonly children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        // The plant is not the internet: a browser that believes to be offline still reaches it.
        defaultOptions: { queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false } },
      }),
  );
  return (
    <PlantContext value={value}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </PlantContext>
  );
}

function usePlantContext(): PlantContextValue {
  const value = use(PlantContext);
  if (value === null) throw new Error('A page is rendered outside of PlantProvider.');
  return value;
}

/** @param select Returns a part of the state, never a new object. */
export function usePlant<Selected>(select: (state: PlantState) => Selected): Selected {
  return useStore(usePlantContext().plant, select);
}

export function useIsCurrent(): boolean {
  return usePlant(isCurrent);
}

export function usePreferences(): Preferences {
  return useStore(usePlantContext().preferences);
}

export function useChangePreferences(): (change: Partial<Preferences>) => void {
  return usePlantContext().preferences.setState;
}

/** The time of the database in ms, once a second; null while it is not known. */
export function usePlantTime(): number | null {
  const read = usePlant((state) => state.read);
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return read && read.databaseTime + Math.max(0, now - read.pageTime);
}
