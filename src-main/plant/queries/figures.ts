// Reads the figures of the plant from its counts: the time that it takes follows from days and stations, not from parts.
import {
  type PartCounts,
  type PlantConditions,
  type PlantFigures,
  type PlantParetoBar,
  type PlantStationFigures,
  paretoOf,
  proportion,
  proportionChart,
  type StepStatus,
} from '../../../src-inference/contract/index.ts';
import type { Query } from '../database/database.ts';
import { byName } from './by-name.ts';

const where = `
  ($1::date IS NULL OR day >= $1::date) AND ($2::date IS NULL OR day <= $2::date)
  AND ($3::integer IS NULL OR station_id = $3::integer) AND ($4::text IS NULL OR recipe = $4::text)`;

const countsSql = `
  SELECT day::text, station_id AS station, hour, recipe, sum(pass)::integer AS pass, sum(warn)::integer AS warn,
    sum(fail)::integer AS fail, sum(aborted)::integer AS aborted, sum(faulty)::integer AS faulty,
    sum(overridden)::integer AS overridden
  FROM stepwatch.part_hour WHERE ${where}
  GROUP BY GROUPING SETS ((), (day), (station_id), (hour), (recipe))`;

/** Of each mistake, over all recipes and stations; and of each recipe and each station, over all mistakes. */
const mistakesSql = `
  SELECT label, status, station_id AS station, recipe, sum(times)::integer AS times, sum(parts)::integer AS parts
  FROM stepwatch.mistake_day WHERE ${where}
  GROUP BY GROUPING SETS ((label, status), (station_id), (recipe))`;

const recipesSql = `
  SELECT DISTINCT recipe FROM stepwatch.part_hour
  WHERE ($1::date IS NULL OR day >= $1::date) AND ($2::date IS NULL OR day <= $2::date)
  ORDER BY recipe LIMIT 500`;

const stationsSql = 'SELECT station_id AS id, name FROM stepwatch.station';

/** What a row is not counted by is null. */
interface CountRow extends PartCounts {
  readonly day: string | null;
  readonly station: number | null;
  readonly hour: number | null;
  readonly recipe: string | null;
  readonly faulty: number;
  readonly overridden: number;
}

interface MistakeRow {
  readonly label: string | null;
  readonly status: StepStatus | null;
  readonly station: number | null;
  readonly recipe: string | null;
  readonly times: number;
  readonly parts: number;
}

const noParts = { pass: 0, warn: 0, fail: 0, aborted: 0, faulty: 0, overridden: 0 };

export async function readFigures(query: Query, conditions: PlantConditions): Promise<PlantFigures> {
  const { fromDay, toDay, station, recipe } = conditions;
  const values = [fromDay, toDay, station, recipe];
  const [counts, mistakes, recipes, stations] = await Promise.all([
    query<CountRow>(countsSql, values),
    query<MistakeRow>(mistakesSql, values),
    query<{ readonly recipe: string }>(recipesSql, [fromDay, toDay]),
    query<{ readonly id: number; readonly name: string }>(stationsSql),
  ]);
  const all =
    counts.find((row) => [row.day, row.station, row.hour, row.recipe].every((one) => one === null)) ??
    noParts;
  const days = counts.filter((row) => row.day !== null).sort((a, b) => (a.day! < b.day! ? -1 : 1));
  return {
    parts: countsOf(all),
    faultyParts: all.faulty ?? 0,
    overridden: all.overridden ?? 0,
    yield: yieldOf(all),
    pareto: paretos(counts, mistakes, total(all)),
    stations: stationFigures(counts),
    trend: proportionChart(
      days
        .filter((row) => judged(row) > 0)
        .map((row) => ({ day: row.day!, shift: null, count: row.pass, of: judged(row) })),
    ),
    choices: { stations: [...stations].sort(byName), recipes: recipes.map((row) => row.recipe) },
  };
}

function stationFigures(counts: readonly CountRow[]): readonly PlantStationFigures[] {
  const share = (one: PlantStationFigures): number => one.yield?.share ?? 2;
  return counts
    .filter((row) => row.station !== null)
    .map((row) => ({
      station: row.station!,
      parts: countsOf(row),
      faultyParts: row.faulty,
      yield: yieldOf(row),
    }))
    .sort((a, b) => share(a) - share(b) || b.faultyParts - a.faultyParts);
}

const nothing = { step: null, status: null, station: null, recipe: null, hour: null };

function paretos(
  counts: readonly CountRow[],
  mistakes: readonly MistakeRow[],
  of: number,
): PlantFigures['pareto'] {
  const ofMistakes = mistakes.filter(({ label }) => label !== null);
  const bar = (
    about: Partial<PlantParetoBar>,
    times: number,
    parts: number,
    all = of,
  ): Omit<PlantParetoBar, 'cumulative'> => ({ ...nothing, ...about, times, parts, of: all });
  const summed = (key: 'label' | 'status') => {
    const sums = new Map<string, { times: number; parts: number }>();
    for (const row of ofMistakes) {
      const before = sums.get(row[key]!) ?? { times: 0, parts: 0 };
      sums.set(row[key]!, { times: before.times + row.times, parts: before.parts + row.parts });
    }
    return [...sums];
  };
  const timesOf = (fits: (row: MistakeRow) => boolean): number => mistakes.find(fits)?.times ?? 0;
  return {
    mistake: paretoOf(
      ofMistakes.map(({ label, status, times, parts }) => bar({ step: label, status }, times, parts)),
    ),
    step: paretoOf(summed('label').map(([step, { times, parts }]) => bar({ step }, times, parts))),
    kind: paretoOf(
      summed('status').map(([status, { times, parts }]) =>
        bar({ status: status as StepStatus }, times, parts),
      ),
    ),
    station: paretoOf(
      counts
        .filter((row) => row.station !== null)
        .map((row) => {
          const { station } = row;
          return bar(
            { station },
            timesOf((one) => one.station === station),
            row.faulty,
            total(row),
          );
        }),
    ),
    recipe: paretoOf(
      counts
        .filter((row) => row.recipe !== null)
        .map((row) => {
          const { recipe } = row;
          return bar(
            { recipe },
            timesOf((one) => one.recipe === recipe),
            row.faulty,
            total(row),
          );
        }),
    ),
    hour: paretoOf(
      counts
        .filter((row) => row.hour !== null)
        .map((row) => bar({ hour: row.hour }, row.faulty, row.faulty, total(row))),
    ),
  };
}

function countsOf({ pass, warn, fail, aborted }: PartCounts): PartCounts {
  // The row over all parts is there without a part, too, with sums of nothing.
  return { pass: pass ?? 0, warn: warn ?? 0, fail: fail ?? 0, aborted: aborted ?? 0 };
}

function judged({ pass, warn, fail }: PartCounts): number {
  return pass + warn + fail;
}

function total(counts: PartCounts): number {
  return judged(counts) + counts.aborted;
}

function yieldOf(counts: PartCounts) {
  return proportion(counts.pass ?? 0, judged(countsOf(counts)));
}
