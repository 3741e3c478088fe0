// The filter of the history, as a person sets it. Pure.
import {
  localDay,
  type PartConditions,
  stepStatuses,
  type Verdict,
  verdicts,
} from '../../src-inference/contract/index.ts';

export const daySpans = ['today', 'yesterday', 'week', 'all', 'chosen'] as const;
type DaySpan = (typeof daySpans)[number];
export const outcomes = [...verdicts, 'aborted'] as const;

/** Conditions that a link may bring, as from a figure. They can be taken away one by one. */
export type LinkedConditions = Omit<
  PartConditions,
  'fromDay' | 'toDay' | 'verdict' | 'recipe' | 'step' | 'serial'
>;

export interface HistoryFilter {
  readonly span: DaySpan;
  /** Local dates, of `chosen` only; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly verdict: Verdict | 'aborted' | null;
  readonly recipe: string | null;
  readonly step: string | null;
  readonly linked: LinkedConditions;
  readonly serial: string | null;
}

export const wholeToday: HistoryFilter = {
  span: 'today',
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  linked: {},
  serial: null,
};

/** @param text The conditions of a link, such as `fromDay=2026-11-24&step=spacer`. */
export function readConditions(text: string): HistoryFilter {
  const said = new URLSearchParams(text);
  const number = (name: string): number | null => {
    const value = Number.parseFloat(said.get(name) ?? '');
    return Number.isNaN(value) ? null : value;
  };
  const truth = (name: string): true | null => (said.get(name) === 'true' ? true : null);
  const [fromDay, toDay] = [said.get('fromDay'), said.get('toDay')];
  return {
    span: fromDay === null && toDay === null ? 'all' : 'chosen',
    fromDay,
    toDay,
    verdict: outcomes.find((one) => one === said.get('verdict')) ?? null,
    recipe: said.get('recipe'),
    step: said.get('step'),
    serial: said.get('serial'),
    linked: {
      status: stepStatuses.find((one) => one === said.get('status')) ?? null,
      faulty: truth('faulty'),
      operator: said.get('operator'),
      model: said.get('model'),
      hour: number('hour'),
      shift: said.get('shift'),
      slowerThan: number('slowerThan'),
      slowStep: said.get('slowStep'),
      judgedOtherwise: judgements.find((one) => one === said.get('judgedOtherwise')) ?? null,
      unacknowledged: truth('unacknowledged'),
      kept: truth('kept'),
    },
  };
}

const judgements = ['falseAlarm', 'missed'] as const;

export function conditionsOf(filter: HistoryFilter, now: Date): PartConditions {
  const { verdict, recipe, step, serial, linked } = filter;
  return { ...daysOf(filter, now), verdict, recipe, step, serial, ...linked };
}

function daysOf(
  { span, fromDay, toDay }: HistoryFilter,
  now: Date,
): { readonly fromDay: string | null; readonly toDay: string | null } {
  const daysAgo = (days: number): string =>
    localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
  switch (span) {
    case 'today':
      return { fromDay: daysAgo(0), toDay: null };
    case 'yesterday':
      return { fromDay: daysAgo(1), toDay: daysAgo(1) };
    case 'week':
      return { fromDay: daysAgo(6), toDay: null };
    case 'all':
      return { fromDay: null, toDay: null };
    case 'chosen':
      return { fromDay, toDay };
    default:
      return span satisfies never;
  }
}

export function isFiltered({ verdict, recipe, step, serial, linked }: HistoryFilter): boolean {
  const conditions = [verdict, recipe, step, serial, ...Object.values(linked)];
  return conditions.some((one) => one !== null);
}
