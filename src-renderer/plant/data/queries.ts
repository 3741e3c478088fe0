// Questions to the plant's server.
import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import {
  type PlantConditions,
  type PlantFigures,
  type PlantPartFilter,
  type PlantPartKey,
  type PlantPartPage,
  type PlantPartRecord,
  type PlantPartSummary,
  StationError,
} from '../../../src-inference/contract/index.ts';

const refreshMilliseconds = 20_000;

export function usePlantFigures(conditions: PlantConditions): UseQueryResult<PlantFigures, StationError> {
  return useQuery<PlantFigures, StationError>({
    queryKey: ['figures', conditions],
    queryFn: () => ask('/plant/figures', conditions),
    placeholderData: keepPreviousData,
    refetchInterval: refreshMilliseconds,
  });
}

export type PartConditions = Omit<PlantPartFilter, 'before' | 'limit'>;

/** Newest first, page by page. */
export function usePlantParts(
  conditions: PartConditions,
): UseInfiniteQueryResult<readonly PlantPartSummary[], StationError> {
  return useInfiniteQuery({
    queryKey: ['parts', conditions],
    queryFn: ({ pageParam }) =>
      ask<PlantPartPage>('/plant/parts', {
        ...conditions,
        beforeStation: pageParam?.station ?? null,
        beforeStartedAt: pageParam?.startedAt ?? null,
      }),
    initialPageParam: null as PlantPartKey | null,
    getNextPageParam: ({ parts, more }) => (more ? (parts.at(-1) ?? null) : null),
    select: ({ pages }) => pages.flatMap(({ parts }) => parts),
    refetchInterval: refreshMilliseconds,
  });
}

export function usePlantPart({
  station,
  startedAt,
}: PlantPartKey): UseQueryResult<PlantPartRecord, StationError> {
  return useQuery<PlantPartRecord, StationError>({
    queryKey: ['part', station, startedAt],
    queryFn: () => ask('/plant/part', { station, startedAt }),
    // Its video may be on its way.
    refetchInterval: refreshMilliseconds,
  });
}

/** @throws StationError */
async function ask<Output>(path: string, input: object): Promise<Output> {
  const said = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  const response = await fetch(
    `${path}?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}`,
    {
      cache: 'no-store',
    },
  ).catch((cause) => {
    throw new StationError('link_unreachable', 'The server of the plant does not answer.', { cause });
  });
  const body = await response.json();
  if (!response.ok) throw StationError.from(body.error);
  return body;
}
