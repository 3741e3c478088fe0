// What a page knows of the plant, and how a message changes it. Pure.
import type {
  PlantDatabaseState,
  PlantMessage,
  Role,
  WallStation,
} from '../../../src-inference/contract/index.ts';

export interface PlantState {
  /** `lost`: the page tries again. `refused`: a person has to log in. */
  readonly connection: 'connecting' | 'open' | 'lost' | 'refused';
  readonly role: Role;
  readonly database: PlantDatabaseState;
  /** When the stations were read last: by the clock of the database and by that of this page, in ms; null: never yet. */
  readonly read: { readonly databaseTime: number; readonly pageTime: number } | null;
  /** By name. */
  readonly stations: readonly WallStation[];
}

export const unknownPlant: PlantState = {
  connection: 'connecting',
  role: 'viewer',
  database: { state: 'connecting' },
  read: null,
  stations: [],
};

const byName = new Intl.Collator('en', { numeric: true });

/** @param pageTime Milliseconds of the clock of the page that never goes back. */
export function afterMessage(state: PlantState, message: PlantMessage, pageTime: number): PlantState {
  if (message.kind === 'welcome') {
    return { ...state, connection: 'open', role: message.role };
  }
  const { database, readAt, ageSeconds, ids } = message;
  return {
    ...state,
    connection: 'open',
    database,
    read:
      readAt === null ? null : { databaseTime: Date.parse(readAt), pageTime: pageTime - ageSeconds * 1000 },
    stations: merged(state.stations, message.stations, ids),
  };
}

function merged(
  known: readonly WallStation[],
  changed: readonly WallStation[],
  ids: readonly number[] | null,
): readonly WallStation[] {
  if (changed.length === 0 && ids === null) return known;
  const all = new Map([...known, ...changed].map((station) => [station.id, station]));
  const there = ids === null ? null : new Set(ids);
  return [...all.values()]
    .filter(({ id }) => there === null || there.has(id))
    .sort((a, b) => byName.compare(a.name, b.name));
}

/** Whether what is shown is how it is now. */
export function isCurrent({ connection, database }: Pick<PlantState, 'connection' | 'database'>): boolean {
  return connection === 'open' && database.state === 'ready';
}
