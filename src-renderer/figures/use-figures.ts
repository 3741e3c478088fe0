import { useEffect } from 'react';
import type { Figures, FiguresQuery, StationError } from '../../src-inference/contract/index.ts';
import { useStationQuery } from '../hooks/index.ts';

export type FiguresState =
  | { readonly state: 'counting' /** 0 to 1. */; readonly done: number }
  | { readonly state: 'failed'; readonly error: StationError; retry(): void }
  | {
      readonly state: 'ready';
      readonly figures: Figures /** Whether newer ones are on their way. */;
      readonly isOld: boolean;
    };

/** The figures; while the station still counts, it is asked on and on, because each question counts further. */
export function useFigures(query: FiguresQuery): FiguresState {
  const { data, isError, error, refetch, dataUpdatedAt, isPlaceholderData } = useStationQuery(
    'readFigures',
    query,
    {
      keepPrevious: true,
    },
  );
  const isCounting = data?.state === 'counting' && !isError;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that says the same as the one before is an answer, too
  useEffect(() => {
    if (isCounting && !isPlaceholderData) void refetch();
  }, [isCounting, isPlaceholderData, dataUpdatedAt, refetch]);
  if (isError) return { state: 'failed', error, retry: () => void refetch() };
  if (data?.state === 'ready') return { state: 'ready', figures: data.figures, isOld: isPlaceholderData };
  return { state: 'counting', done: data?.done ?? 0 };
}
