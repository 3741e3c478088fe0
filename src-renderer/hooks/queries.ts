// Questions to the station, with their answers cached by command and input.
import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { allParts, type PartFilter, type PartSummary } from '../../src-inference/contract/index.ts';
import type { StationCommand, StationCommands } from '../station/index.ts';
import { useStation } from './station.ts';

export interface StationQueryOptions {
  /** While false, nothing is asked. */
  readonly enabled?: boolean;
  /** Whether the answer to the input before is shown until the new one is there. */
  readonly keepPrevious?: boolean;
  /** Whether the answer is forgotten when no screen shows it: for inputs that are hardly ever asked again. */
  readonly transient?: boolean;
}

/** @param input Null for a command without input. Equal inputs share one answer. */
export function useStationQuery<Name extends StationCommand>(
  command: Name,
  input: StationCommands[Name]['input'],
  { enabled = true, keepPrevious = false, transient = false }: StationQueryOptions = {},
): UseQueryResult<StationCommands[Name]['output']> {
  type Output = StationCommands[Name]['output'];
  const { request } = useStation();
  return useQuery<Output>({
    queryKey: [command, input],
    queryFn: () => request(command, input),
    enabled,
    ...(keepPrevious && { placeholderData: keepPreviousData<Output> as never }),
    ...(transient && { gcTime: 0 }),
  });
}

/** Between two questions how far the index is. */
const buildingMilliseconds = 1000;

/** How much of the index of the history is built, 0 to 1; null: all of it. Lists of parts are asked for again meanwhile. */
export function useIndexProgress(): number | null {
  const { request } = useStation();
  const queryClient = useQueryClient();
  const { data: done = null, dataUpdatedAt } = useQuery({
    queryKey: ['listParts', 'building'],
    queryFn: async () => (await request('listParts', { ...allParts, before: null, limit: 1 })).building,
  });
  const isBuilding = done !== null;
  useEffect(() => {
    if (!isBuilding || dataUpdatedAt === 0) return;
    const again = () => void queryClient.invalidateQueries({ queryKey: ['listParts'] });
    const timer = setTimeout(again, buildingMilliseconds);
    return () => clearTimeout(timer);
  }, [isBuilding, dataUpdatedAt, queryClient]);
  useEffect(() => {
    if (!isBuilding) return;
    // What was listed last may be from before the end.
    return () => void queryClient.invalidateQueries({ queryKey: ['listParts'] });
  }, [isBuilding, queryClient]);
  return done;
}

export type InfiniteParts = UseInfiniteQueryResult<readonly PartSummary[]>;

/**
 * The parts of the history that fit, newest first, page by page.
 *
 * @param pageParts Parts of one page.
 */
export function useInfiniteParts(
  conditions: Omit<PartFilter, 'before' | 'limit'>,
  pageParts: number,
): InfiniteParts {
  const { request } = useStation();
  return useInfiniteQuery({
    queryKey: ['listParts', conditions, 'pages'],
    queryFn: ({ pageParam }) => request('listParts', { ...conditions, before: pageParam, limit: pageParts }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ parts, more }) => (more ? (parts.at(-1)?.id ?? null) : null),
    select: ({ pages }) => pages.flatMap(({ parts }) => parts),
  });
}
