// What an export has of each part and each step (docs/station-data.md lists the columns).
import type { Database } from '../database.ts';
import { type ChosenParts, keysOf } from '../queries/parts.ts';

export type Cell = string | number | null;

/** Columns of a part: name in the export, and what it is in the view `parts`. */
const partSources = {
  part: 'id',
  day: 'day',
  number: 'number',
  endedAt: 'endedAt',
  verdict: 'verdict',
  overrideVerdict: 'overrideVerdict',
  recipe: 'recipe',
  recipeTitle: 'recipeTitle',
  model: 'model',
  source: 'source',
  seconds: 'round(seconds, 3)',
  cycleSeconds: 'round(cycleSeconds, 3)',
  shiftStartedAt: 'shiftStartedAt',
  serial: 'serial',
  order: 'orderName',
  variant: 'variant',
  operator: 'operator',
  acknowledgedAt: 'acknowledgedAt',
  acknowledgedBy: 'acknowledgedBy',
  acknowledgedReason: 'acknowledgedReason',
  judgedOtherwise: 'judgedOtherwise',
  overrideBy: 'overrideBy',
  overrideReason: 'overrideReason',
  overrideAt: 'overrideAt',
} as const;

/** Columns of a step. */
const stepSources = {
  position: 'position + 1',
  step: 'stepIndex',
  label: 'label',
  seen: 'seen',
  status: 'status',
  startedSeconds: 'startedSeconds',
  endedSeconds: 'endedSeconds',
} as const;

export const partColumns = Object.keys(partSources) as readonly (keyof typeof partSources)[];
export const stepColumns = Object.keys(stepSources) as readonly (keyof typeof stepSources)[];

type PartRow = Readonly<Record<keyof typeof partSources, Cell>> & { readonly partKey: number };
type StepRow = Readonly<Record<keyof typeof stepSources, Cell>>;

export interface ExportedPart {
  readonly cells: readonly Cell[];
  /** As the columns of a step; read when they are asked for. */
  readonly steps: () => readonly (readonly Cell[])[];
}

const stepsOfPart = `SELECT ${selected(stepSources)} FROM steps WHERE part = ? ORDER BY position`;

/** Oldest first, one after the other: a year of parts is not held in memory. */
export function* exportedParts(database: Database, chosen: ChosenParts): Iterable<ExportedPart> {
  const { sql, values } = keysOf(database, chosen);
  const rows = database.rows<PartRow>(
    `SELECT key AS partKey, ${selected(partSources)} FROM parts WHERE key IN (${sql}) ORDER BY sequence`,
    ...values,
  );
  for (const row of rows) {
    yield {
      cells: partColumns.map((column) => row[column] ?? null),
      steps: () =>
        database
          .all<StepRow>(stepsOfPart, row.partKey)
          .map((step) => stepColumns.map((column) => step[column] ?? null)),
    };
  }
}

export function countParts(database: Database, chosen: ChosenParts): number {
  const { sql, values } = keysOf(database, chosen);
  return database.get<{ readonly parts: number }>(`SELECT count(*) AS parts FROM (${sql})`, ...values)!.parts;
}

function selected(sources: Readonly<Record<string, string>>): string {
  return Object.entries(sources)
    .map(([name, source]) => `${source} AS "${name}"`)
    .join(', ');
}
