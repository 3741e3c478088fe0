// Figures of all stations of a plant. docs/plant.md explains them.
import type { ControlChart, PartCounts, Proportion } from './figures.ts';
import type { StepStatus } from './sequence.ts';

/** A part must meet every condition that is not null. */
export interface PlantConditions {
  /** Local dates of the stations, `2026-11-24`, both included; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** Id of the station. */
  readonly station: number | null;
  /** Name of the recipe; empty: parts without one. */
  readonly recipe: string | null;
}

export const plantParetoSubjects = ['mistake', 'step', 'kind', 'station', 'recipe', 'hour'] as const;
type PlantParetoSubject = (typeof plantParetoSubjects)[number];

/** One bar of a Pareto chart, the most frequent first. What the bar does not stand for is null. */
export interface PlantParetoBar {
  readonly step: string | null;
  readonly status: StepStatus | null;
  readonly station: number | null;
  /** Empty: parts without one. */
  readonly recipe: string | null;
  /** Local hour of the start of the part, 0 to 23. */
  readonly hour: number | null;
  /** How often it happened. Of an hour: parts with a mistake. */
  readonly times: number;
  /** Parts in which it happened at least once; of a step or a kind, those of its mistakes added up. */
  readonly parts: number;
  /** Parts in which it could. */
  readonly of: number;
  /** Share of all that happened, from the first bar to this one; 0 to 1. */
  readonly cumulative: number;
}

export interface PlantStationFigures {
  readonly station: number;
  readonly parts: PartCounts;
  readonly faultyParts: number;
  readonly yield: Proportion | null;
}

export interface PlantFigures {
  readonly parts: PartCounts;
  readonly faultyParts: number;
  readonly overridden: number;
  readonly yield: Proportion | null;
  readonly pareto: { readonly [Subject in PlantParetoSubject]: readonly PlantParetoBar[] };
  /** The lowest yield first. */
  readonly stations: readonly PlantStationFigures[];
  /** p chart of the first-pass yield, day by day. */
  readonly trend: ControlChart;
  readonly choices: {
    /** All stations of the plant. */
    readonly stations: readonly { readonly id: number; readonly name: string }[];
    /** Of all parts of these days. */
    readonly recipes: readonly string[];
  };
}
