import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { createQueryClient, invalidateWithStation } from './query-client.ts';
import { StationContext, type StationContextValue } from './station-context.ts';

/** Gives the screens below it their station, and keeps the answers that they asked for. */
export function StationProvider({
  station,
  preferences,
  children,
}: StationContextValue & { readonly children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useEffect(() => invalidateWithStation(queryClient, station), [queryClient, station]);
  return (
    <StationContext value={{ station, preferences }}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </StationContext>
  );
}
