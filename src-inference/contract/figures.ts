// Figures: what many parts have in common, for those who want to know which mistake comes back. docs/figures.md explains them.
import type { StepStatus } from './sequence.ts';

/** A part must meet every condition that is not null. An empty recipe, operator or model: parts without one. */
export interface FiguresQuery {
  /** Local dates, both included; null: no limit. Of shifts, the dates on which they begin. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** Name of a shift in the calendar of the settings. */
  readonly shift: string | null;
  /** Name of the recipe. */
  readonly recipe: string | null;
  readonly operator: string | null;
  /** Name of the model. */
  readonly model: string | null;
  /** What a point of the trend stands for. */
  readonly per: FiguresPeriod;
}

export const figuresPeriods = ['day', 'shift'] as const;
export type FiguresPeriod = (typeof figuresPeriods)[number];

/** A year is counted day by day. While not all days are counted, the answer says how far it is: ask again. */
export type FiguresAnswer =
  | { readonly state: 'counting' /** 0 to 1. */; readonly done: number }
  | { readonly state: 'ready'; readonly figures: Figures };

export interface Figures {
  readonly parts: PartCounts;
  /** First-pass yield: parts that passed, of those that were judged. A part that warned needs a look, and is none of them. */
  readonly yield: Proportion | null;
  /** Time from the start of a part to its end, of judged parts; null without one. */
  readonly cycle: Distribution | null;
  /** Null when no part had a target cycle time. */
  readonly takt: Takt | null;
  /** Time that each step took, under its label, the longest median first. */
  readonly steps: readonly { readonly label: string; readonly seconds: Distribution }[];
  readonly pareto: { readonly [Subject in ParetoSubject]: readonly ParetoBar[] };
  /** The hours of the day in which there were parts, in order. */
  readonly hours: readonly HourFigures[];
  /** Parts in which at least one step was not ok. */
  readonly faultyParts: number;
  readonly trend: {
    /** p chart of the first-pass yield. */
    readonly yield: ControlChart;
    /** Individuals chart of the median cycle time, in seconds. */
    readonly cycle: ControlChart;
  };
  /** What people said of verdicts that were wrong. */
  readonly marked: { readonly falseAlarm: number; readonly missed: number };
  /** Parts whose verdict a person replaced. */
  readonly overridden: number;
  /** From the end of a part with a mistake to its acknowledgement, in seconds; null when none was acknowledged. */
  readonly acknowledgement: Distribution | null;
  /** Parts that failed, and of which nobody has acknowledged that, or replaced the verdict. */
  readonly unacknowledged: number;
  /** What the conditions can be, of all parts of these days. Empty: parts without one. */
  readonly choices: {
    readonly recipes: readonly string[];
    readonly operators: readonly string[];
    readonly models: readonly string[];
  };
}

/** By the verdict that holds: that of a person, where one replaced the checker's. Aborted parts have none. */
export interface PartCounts {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly aborted: number;
}

/** A share with its 95 % confidence interval (Wilson score), 0 to 1. */
export interface Proportion {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** How many it is a share of. */
  readonly of: number;
}

/** Quantiles are right to within 1 %. */
export interface Distribution {
  readonly count: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
}

export interface Takt {
  /** Target cycle time of the recipe in seconds; null when the parts had different ones. */
  readonly seconds: number | null;
  /** Judged parts with a target, and those of them that took longer. */
  readonly parts: number;
  readonly over: number;
}

/** A mistake is a step together with what was wrong with it. */
export const paretoSubjects = ['mistake', 'step', 'kind', 'recipe', 'operator', 'hour'] as const;
type ParetoSubject = (typeof paretoSubjects)[number];

/** One bar of a Pareto chart, the most frequent first. Names of other subjects are null. */
export interface ParetoBar {
  readonly step: string | null;
  readonly status: StepStatus | null;
  /** Empty: parts without one. */
  readonly recipe: string | null;
  readonly operator: string | null;
  /** Local hour of the start of the part, 0 to 23. */
  readonly hour: number | null;
  /** How often it happened. */
  readonly times: number;
  /** Parts in which it happened at least once, and the parts in which it could: those of the recipe, operator or hour. */
  readonly parts: number;
  readonly of: number;
  /** Share of all that happened, from the first bar to this one; 0 to 1. */
  readonly cumulative: number;
}

interface HourFigures {
  /** Local hour, 0 to 23. */
  readonly hour: number;
  readonly parts: number;
  readonly faulty: number;
}

export interface ControlChart {
  /** Oldest first; periods without parts are left out. */
  readonly points: readonly ControlPoint[];
  /** Mean of all points; null with none. */
  readonly centre: number | null;
}

export interface ControlPoint {
  /** Local date of the period. */
  readonly day: string;
  /** Name of the shift; null for a whole day, and outside of the shifts. */
  readonly shift: string | null;
  readonly value: number;
  /** Parts behind the value. */
  readonly parts: number;
  /** Control limits at three standard deviations; null with fewer than two points. */
  readonly low: number | null;
  readonly high: number | null;
  /** Why the point is out of control; null when it is not. */
  readonly signal: ControlSignal | null;
}

/**
 * Rules of the Western Electric handbook (1956).
 * - `beyondLimits`: rule 1, outside of three standard deviations
 * - `sameSide`: rule 4, the last of eight or more points in a row on one side of the centre
 */
export type ControlSignal = 'beyondLimits' | 'sameSide';
