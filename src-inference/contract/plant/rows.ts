// The rows of the plant's database, as `pg` gives them: a timestamptz is a Date, a date is asked for as text. What the columns mean
// stands with the tables (migrations/). A part's id at its station is `started_at.toISOString()`.
import type { PartIdentity } from '../identity.ts';
import type { StepStatus, Verdict } from '../sequence.ts';
import type { StationCondition } from '../signals.ts';
import type { ShiftCounts } from '../snapshot.ts';
import type { AbortReason, PartId } from '../states.ts';

/** In a row of a station: the part on the bench. */
export interface PlantPresentPart {
  readonly id: PartId;
  readonly number: number;
  readonly serial: string | null;
  /** Steps of the recipe that were judged, and how many it has. */
  readonly steps_done: number;
  readonly steps_of: number;
  /** Steps that are not ok so far, in order; the newest 20. */
  readonly mistakes: readonly { readonly label: string; readonly status: StepStatus }[];
}

/** In a row of a station: the last part whose end was seen since it last began to check. */
export interface PlantLastPart {
  readonly id: PartId;
  readonly number: number;
  readonly serial: string | null;
  readonly verdict: Verdict | null;
  readonly acknowledged: boolean;
}

/** What a station says of itself. */
export interface PlantStationState {
  readonly condition: StationCondition;
  readonly source: string | null;
  readonly source_state: string | null;
  readonly model: string | null;
  readonly model_version: string | null;
  readonly recipe: string | null;
  readonly recipe_title: string | null;
  readonly recipe_version: string | null;
  readonly target_cycle_seconds: number | null;
  readonly operator: string | null;
  readonly present_part: PlantPresentPart | null;
  readonly next_part: PartIdentity | null;
  readonly last_part: PlantLastPart | null;
  readonly shift: ShiftCounts | null;
  readonly unacknowledged: number;
  readonly program_version: string | null;
}

export interface PlantStationRow extends PlantStationState {
  readonly station_id: number;
  readonly name: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly online: boolean;
  readonly changed_at: Date;
  readonly waiting: number;
  readonly clock_offset_seconds: number | null;
}

export interface PlantPartRow {
  readonly station_id: number;
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly received_at: Date;
  /** `2026-11-24`. */
  readonly day: string;
  readonly hour: number;
  readonly number: number;
  readonly verdict: Verdict | null;
  readonly override_verdict: Verdict | null;
  readonly final_verdict: Verdict | null;
  readonly abort_reason: AbortReason | null;
  readonly seconds: number;
  readonly cycle_seconds: number | null;
  readonly recipe: string | null;
  readonly recipe_title: string | null;
  readonly model: string;
  readonly source: string;
  readonly operator: string | null;
  readonly serial: string | null;
  readonly order_number: string | null;
  readonly variant: string | null;
  readonly interrupted: boolean;
  readonly mistakes: number;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly acknowledged_reason: string | null;
  readonly override_at: Date | null;
  readonly override_by: string | null;
  readonly override_reason: string | null;
  readonly judged_otherwise: 'falseAlarm' | 'missed' | null;
  readonly unacknowledged: boolean;
}

export interface PlantStepRow {
  readonly station_id: number;
  readonly started_at: Date;
  readonly position: number;
  readonly step_index: number | null;
  readonly label: string;
  readonly seen: string | null;
  readonly status: StepStatus;
  readonly severity: Verdict;
  readonly from_seconds: number | null;
  readonly to_seconds: number | null;
  readonly probability: number | null;
  readonly remark: string;
  readonly nth: number;
}

export type PlantRemarkKind = 'acknowledgement' | 'override' | 'identity' | 'judgedOtherwise';

export interface PlantRemarkRow {
  readonly station_id: number;
  readonly key: string;
  readonly started_at: Date;
  readonly kind: PlantRemarkKind;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  readonly value: string | null;
  readonly serial: string | null;
  readonly order_number: string | null;
  readonly variant: string | null;
}

/** `clip`: video. `picture`: one frame. `judgement`: why it was judged so, as JSON. */
export type PlantEvidenceKind = 'clip' | 'picture' | 'judgement';

export interface PlantEvidenceRow {
  readonly station_id: number;
  readonly started_at: Date;
  readonly name: string;
  readonly kind: PlantEvidenceKind;
  readonly url: string | null;
  /** A bigint: `pg` gives text. */
  readonly bytes: string | null;
  readonly at: Date;
}
