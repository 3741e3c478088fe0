// What may be asked of the index: name, input and answer of every query.
import type { Database } from '../database.ts';
import { findDeletions } from './deletions.ts';
import { readFigures } from './figures.ts';
import { indexedJournals, listChanges, logStretchAt, logStretches } from './journals.ts';
import { findPart, findRecordings, listParts, shiftFacts } from './parts.ts';

export const queries = {
  listParts,
  findPart,
  findRecordings,
  findDeletions,
  shiftFacts,
  indexedJournals,
  listChanges,
  logStretches,
  logStretchAt,
  readFigures,
} as const satisfies Readonly<Record<string, (database: Database, input: never) => unknown>>;

/** Queries that may take long: they must not keep the others waiting. */
export const longQueries: ReadonlySet<keyof typeof queries> = new Set(['readFigures'] as const);

type Queries = typeof queries;
export type QueryName = keyof Queries;
export type QueryInput<Name extends QueryName> = Parameters<Queries[Name]>[1];
export type QueryAnswer<Name extends QueryName> = ReturnType<Queries[Name]>;
