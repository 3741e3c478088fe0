// Parts of all stations of a plant.
import type { PlantEvidenceKind, PlantRemarkKind } from './plant/index.ts';
import type { PlantConditions } from './plant-figures.ts';
import type { PlantMistake } from './plant-wall.ts';
import type { StepStatus, Verdict } from './sequence.ts';

/** A part must meet every condition that is not null. */
export interface PlantPartFilter extends PlantConditions {
  /** `aborted`: parts without a verdict. */
  readonly verdict: Verdict | 'aborted' | null;
  /** Label of a step that was not ok. */
  readonly step: string | null;
  /** What was wrong with a step; with `step`, with that one. */
  readonly status: StepStatus | null;
  /** Local hour in which the part began, 0 to 23. */
  readonly hour: number | null;
  /** At least one step was not ok. */
  readonly faulty: boolean | null;
  readonly serial: string | null;
  /** Only parts that are older than this one: for the next page. */
  readonly before: PlantPartKey | null;
  /** 1 to 200. */
  readonly limit: number;
}

/** Names a part: its station, and when it began (ISO 8601). */
export interface PlantPartKey {
  readonly station: number;
  readonly startedAt: string;
}

export interface PlantPartSummary extends PlantPartKey {
  readonly stationName: string;
  readonly endedAt: string;
  readonly number: number;
  readonly serial: string | null;
  /** The verdict that holds; null: it was aborted. */
  readonly verdict: Verdict | null;
  /** Whether a person gave it. */
  readonly isOverridden: boolean;
  readonly recipe: string | null;
  readonly operator: string | null;
  readonly seconds: number;
  /** The worst first, at most 5. */
  readonly mistakes: readonly PlantMistake[];
  /** Address of the video on the plant's server; null: it has none. */
  readonly clip: string | null;
  /** It failed, and nobody has acknowledged it or replaced its verdict. */
  readonly unacknowledged: boolean;
}

export interface PlantPartPage {
  /** Newest first. */
  readonly parts: readonly PlantPartSummary[];
  readonly more: boolean;
}

export interface PlantPartStep {
  /** 1-based; null for an action that the recipe does not ask for. */
  readonly index: number | null;
  readonly label: string;
  /** What was done instead; null: nothing else. */
  readonly seen: string | null;
  readonly status: StepStatus;
  readonly severity: Verdict;
  /** Seconds since the start of the part. */
  readonly fromSeconds: number | null;
  readonly toSeconds: number | null;
  /** Why it is judged so, in English; may be empty. */
  readonly remark: string;
}

interface PlantPartRemark {
  readonly kind: PlantRemarkKind;
  readonly at: string;
  readonly by: string | null;
  readonly reason: string | null;
  /** Verdict of an override; `falseAlarm` or `missed`. */
  readonly value: string | null;
  readonly serial: string | null;
}

interface PlantPartEvidence {
  readonly name: string;
  readonly kind: PlantEvidenceKind;
  /** On the plant's server; null: the file is only at the station. */
  readonly address: string | null;
  readonly bytes: number | null;
}

export interface PlantPartRecord {
  readonly summary: PlantPartSummary;
  readonly order: string | null;
  readonly variant: string | null;
  readonly model: string;
  readonly steps: readonly PlantPartStep[];
  /** Oldest first. */
  readonly remarks: readonly PlantPartRemark[];
  readonly evidence: readonly PlantPartEvidence[];
}
