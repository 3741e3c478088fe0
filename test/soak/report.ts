// What a soak found: one row for each quantity with its growth, and the page with the curves.
import { htmlTable, page, paragraph, section } from '../../src-main/cli/page.ts';
import { type Growth, growthOf } from './growth.ts';
import { type Curve, lineChart } from './line-chart.ts';
import type { Sample } from './samples.ts';

export interface SoakReport {
  readonly machine: string;
  readonly load: string;
  /** Real hours that stand for a day of work. */
  readonly dayHours: number;
  readonly source: string;
  readonly samples: readonly Sample[];
  /** Memory of the engine before the first source was opened, and two minutes after the last one was closed. */
  readonly idleMegabytes: { readonly before: number; readonly after: number };
  /** What went wrong meanwhile: engines that were lost, commands that failed. */
  readonly incidents: readonly string[];
}

interface Quantity {
  readonly name: string;
  readonly unit: string;
  readonly of: (sample: Sample) => number | null;
  /** See `growthOf`. */
  readonly by: 'mean' | 'lowest';
  /** Largest growth in a day; null: it may grow. */
  readonly limit: number | null;
}

/** What is counted in whole ones does not grow when it grows by less. */
const wholeOnes = 0.5;

const quantities: readonly Quantity[] = [
  {
    name: 'Memory of the engine',
    unit: 'MB',
    of: ({ engine }) => engine.privateMegabytes,
    by: 'lowest',
    limit: 5,
  },
  { name: 'Memory of the host', unit: 'MB', of: ({ host }) => host.privateMegabytes, by: 'lowest', limit: 5 },
  {
    name: 'Descriptors of the engine',
    unit: '',
    of: ({ engine }) => engine.descriptors,
    by: 'mean',
    limit: wholeOnes,
  },
  {
    name: 'Descriptors of the host',
    unit: '',
    of: ({ host }) => host.descriptors,
    by: 'mean',
    limit: wholeOnes,
  },
  {
    name: 'Threads of the engine',
    unit: '',
    of: ({ engine }) => engine.threads,
    by: 'mean',
    limit: wholeOnes,
  },
  { name: 'Delay of a window', unit: 's', of: ({ delaySeconds }) => delaySeconds, by: 'mean', limit: 0.01 },
  { name: 'Record', unit: 'MB', of: ({ recordMegabytes }) => recordMegabytes, by: 'mean', limit: null },
  { name: 'Whole folder', unit: 'MB', of: ({ folderMegabytes }) => folderMegabytes, by: 'mean', limit: null },
];

/** The first samples show what is loaded once. */
const warmUpShare = 0.25;

/** @returns Rows of name, first and last value, growth in a day with its error, and whether that is within the limit. */
export function growthRows({ samples, dayHours }: SoakReport): {
  readonly cells: readonly string[];
  readonly tooMuch: boolean;
}[] {
  const settled = samples.slice(Math.floor(samples.length * warmUpShare));
  return quantities.flatMap(({ name, unit, of, by, limit }) => {
    const points = settled.flatMap((sample) => {
      const value = of(sample);
      return value === null ? [] : [[sample.hours, value] as const];
    });
    const growth = growthOf(points, by);
    if (growth === null) return [];
    const day: Growth = { slope: growth.slope * dayHours, error: growth.error * dayHours };
    // Two standard errors: what the noise alone would show once in twenty runs is no growth.
    const tooMuch = limit !== null && day.slope - 2 * day.error > limit;
    const isSure = limit !== null && day.slope + 2 * day.error <= limit;
    const number = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 2 : 0);
    return [
      {
        cells: [
          `${name}${unit === '' ? '' : `, ${unit}`}`,
          number(points[0]![1]),
          number(points.at(-1)![1]),
          `${number(day.slope)} ± ${number(day.error)}`,
          limit === null ? 'grows with the work' : judged(tooMuch, isSure, limit),
        ],
        tooMuch,
      },
    ];
  });
}

function judged(tooMuch: boolean, isSure: boolean, limit: number): string {
  if (tooMuch) return `more than ${limit}`;
  return isSure ? `at most ${limit}` : `perhaps more than ${limit}: measure for longer`;
}

export function idleSentence({ idleMegabytes: { before, after } }: SoakReport): string {
  return `While no source was open the engine took ${before.toFixed(0)} MB before the work and ${after.toFixed(0)} MB after it.`;
}

export const growthHeader = ['', 'after the warm-up', 'at the end', 'growth in a day', ''] as const;

export function soakPage(report: SoakReport): string {
  const { samples, incidents } = report;
  const rows = growthRows(report);
  const last = samples.at(-1);
  const hours = last?.hours ?? 0;
  const chart = (
    caption: string,
    unit: string,
    curves: readonly (readonly [string, string, Quantity['of']])[],
  ): string =>
    lineChart(
      caption,
      curves.map(
        ([name, colour, of]): Curve => ({
          name,
          colour,
          points: samples.flatMap((sample) => {
            const value = of(sample);
            return value === null ? [] : [[sample.hours, value] as const];
          }),
        }),
      ),
      unit,
    );
  return page(
    `A station at work for ${hours.toFixed(2)} h`,
    `${report.machine}. ${report.load}. ${report.source}.`,
    [
      paragraph(
        `${last?.parts ?? 0} parts and ${last?.windows ?? 0} windows; ${report.dayHours === 24 ? 'in real time' : `${report.dayHours} h stand for a day`}. Growth is fitted after the first quarter, with its standard error; of memory, through the lowest values.`,
      ),
      paragraph(idleSentence(report)),
      section(
        'Growth',
        htmlTable(
          growthHeader,
          rows.map(({ cells }) => cells),
          (row) => rows[row]!.tooMuch,
        ),
      ),
      section(
        'Curves',
        chart('Memory', 'MB that only the process has, and no file holds', [
          ['engine', '#2563eb', ({ engine }) => engine.privateMegabytes],
          ['host', '#d97706', ({ host }) => host.privateMegabytes],
        ]),
        chart('Descriptors', 'count', [
          ['engine', '#2563eb', ({ engine }) => engine.descriptors],
          ['host', '#d97706', ({ host }) => host.descriptors],
        ]),
        chart('Threads', 'count', [['engine', '#2563eb', ({ engine }) => engine.threads]]),
        chart('Delay from the last frame of a window to its judgement', 's', [
          ['delay', '#16a34a', ({ delaySeconds }) => delaySeconds],
        ]),
        chart('Disk', 'MB', [
          ['record', '#2563eb', ({ recordMegabytes }) => recordMegabytes],
          ['whole folder', '#d97706', ({ folderMegabytes }) => folderMegabytes],
        ]),
      ),
      section(
        'Incidents',
        incidents.length === 0
          ? paragraph('None.')
          : htmlTable(
              ['What'],
              incidents.map((one) => [one]),
            ),
      ),
    ],
  );
}
