// The cache of answers. An answer is asked for again when a screen opens, when an event or a command makes it old, and
// when the station is back after it was away. No timer asks, except while the index of the history is being built.
import { QueryClient, type QueryFilters } from '@tanstack/react-query';
import type {
  EngineEvent,
  StationError,
  TeachingPart,
  TeachProject,
} from '../../src-inference/contract/index.ts';
import type { Station, StationCommand } from '../station/index.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: StationError;
  }
}

/** Answers that depend on what an event says. */
const answersChangedByEvent: { readonly [Type in EngineEvent['type']]?: readonly StationCommand[] } = {
  recipeState: ['listRecipes', 'readStoredRecipe', 'readPicture'],
  modelState: ['listRecipes', 'checkRecipe'],
  sourceState: ['readUsualPicture'],
  pictureChanged: ['readUsualPicture'],
  pictureTaken: ['readUsualPicture'],
  partEnded: ['listParts', 'readFigures'],
  partAborted: ['listParts', 'readFigures'],
  indexState: ['listParts', 'readPart', 'readFigures'],
  partAcknowledged: ['listParts', 'readPart', 'readFigures'],
  partOverridden: ['listParts', 'readPart', 'readFigures'],
  partIdentified: ['listParts', 'readPart', 'readFigures'],
  partJudgedOtherwise: ['readFigures'],
  evidenceKept: ['listParts', 'readPart'],
  evidenceSeen: ['listParts', 'readPart', 'storageUse'],
  partKept: ['listParts', 'readPart', 'storageUse'],
  filesDeleted: ['listParts', 'readPart', 'readAudit', 'storageUse'],
  settingsChanged: ['readFigures', 'storageUse'],
  audited: ['readAudit', 'listPeople'],
};

const answersChangedByTeaching: Readonly<Record<TeachingPart, readonly StationCommand[]>> = {
  project: ['teachProject', 'teachReadRecipe'],
  recordings: ['teachProject'],
  labels: ['teachProject', 'teachReadLabels'],
  networks: ['teachProject'],
  job: ['teachProject'],
  queue: ['teachProject', 'teachQueue'],
};

/** Answers that a command of this screen changes without an event. */
const answersChangedByCommand: { readonly [Name in StationCommand]?: readonly StationCommand[] } = {
  saveRecipe: ['listRecipes', 'readStoredRecipe'],
  deleteRecipe: ['listRecipes', 'readStoredRecipe'],
};

export function createQueryClient(): QueryClient {
  // The station is not the internet: a browser that believes to be offline still reaches it. A request that fails says
  // why, as a StationError, and asking at once again would give the same answer.
  const defaults = { networkMode: 'always', retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: { ...defaults, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: defaults,
    },
  });
}

/**
 * Keeps the cache true to the station: by its events, and as a whole when the station is back, because the events
 * meanwhile were missed.
 *
 * @returns Ends it.
 */
export function invalidateWithStation(
  queryClient: QueryClient,
  { snapshot, onEvent }: Pick<Station, 'snapshot' | 'onEvent'>,
): () => void {
  const endEvents = onEvent(({ event }) => applyEvent(queryClient, event));
  const endSnapshot = snapshot.subscribe((now, before) => {
    if (now.state === 'current' && before.state !== 'current') void askAgain(queryClient, {});
  });
  return () => {
    endEvents();
    endSnapshot();
  };
}

function applyEvent(queryClient: QueryClient, event: EngineEvent): void {
  if (event.type === 'teachingChanged') invalidate(queryClient, answersChangedByTeaching[event.what]);
  else invalidate(queryClient, answersChangedByEvent[event.type]);
  if (event.type !== 'trainingProgress') return;
  // Comes often: the project need not be asked for again each time.
  queryClient.setQueriesData<TeachProject | null>(
    { queryKey: ['teachProject'] satisfies [StationCommand] },
    (project) => project && { ...project, job: event.job },
  );
}

export function invalidateAfterCommand(queryClient: QueryClient, command: StationCommand): void {
  invalidate(queryClient, answersChangedByCommand[command]);
}

function invalidate(queryClient: QueryClient, commands: readonly StationCommand[] = []): void {
  for (const command of commands) void askAgain(queryClient, { queryKey: [command] });
}

/** Answers that are on their way are not waited for: they may be from before the change. */
async function askAgain(queryClient: QueryClient, which: QueryFilters): Promise<void> {
  await queryClient.cancelQueries(which);
  await queryClient.invalidateQueries(which);
}
