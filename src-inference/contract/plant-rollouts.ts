// What the pages of the plant show of rollouts, and what they ask for.
import { z } from 'zod';
import { schemaOf } from './commands/command.ts';
import { folderName, positiveCount, text, typedText } from './commands/fields.ts';
import type { PlainStationError } from './errors.ts';
import { type ArtifactVersion, artifactKinds, type StationRolloutState } from './rollouts.ts';

/** A version of a recipe or a model that the plant has. */
export interface PlantVersion extends ArtifactVersion {
  readonly artifact: number;
  readonly note: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

export const rolloutGoesOn = ['person', 'parts', 'minutes'] as const;
export type RolloutGoesOn = (typeof rolloutGoesOn)[number];

/**
 * - `running`
 * - `paused`: no further station begins
 * - `done`: every station has it, or has refused it
 * - `goneBack`: taken back
 */
export type PlantRolloutState = 'running' | 'paused' | 'done' | 'goneBack';

export interface PlantRolloutStation {
  readonly name: string;
  readonly action: 'apply' | 'goBack';
  /** `pending`: the station has not said anything of it. */
  readonly state: StationRolloutState | 'pending';
  readonly error: PlainStationError | null;
  /** ISO 8601: somebody at the station changed it since; null: nobody did. */
  readonly editedAt: string | null;
  /** ISO 8601. */
  readonly changedAt: string;
  /** Parts that passed there since it came into force; 0 before. */
  readonly goodParts: number;
}

export interface PlantRolloutStage {
  /** When the stage after it begins. */
  readonly goesOn: RolloutGoesOn;
  /** Good parts of each station, or minutes; 0 for a person. */
  readonly amount: number;
  /** ISO 8601; null: not yet. */
  readonly beganAt: string | null;
  readonly stations: readonly PlantRolloutStation[];
}

export interface PlantRollout {
  readonly id: number;
  readonly version: ArtifactVersion;
  readonly use: boolean;
  readonly recipe: string | null;
  readonly note: string;
  readonly by: string;
  readonly at: string;
  readonly state: PlantRolloutState;
  readonly stages: readonly PlantRolloutStage[];
}

/** A station that may get a rollout. */
export interface RolloutTarget {
  readonly name: string;
  /** When its newest token was made, ISO 8601; null: it has none, so nothing can be rolled out to it. */
  readonly tokenSince: string | null;
}

export interface RolloutTrailEntry {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly rollout: number | null;
  readonly station: string | null;
  readonly detail: string;
}

export interface PlantRollouts {
  readonly versions: readonly PlantVersion[];
  readonly rollouts: readonly PlantRollout[];
  readonly stations: readonly RolloutTarget[];
  /** Newest first, the newest 200. */
  readonly trail: readonly RolloutTrailEntry[];
}

export interface RolloutStagePlan {
  readonly stations: readonly string[];
  readonly goesOn: RolloutGoesOn;
  readonly amount: number;
}

export interface RolloutPlan {
  readonly artifact: number;
  readonly version: number;
  readonly use: boolean;
  readonly recipe: string | null;
  readonly note: string;
  readonly by: string;
  readonly stages: readonly RolloutStagePlan[];
}

const note = z.string().trim().max(500);

export const rolloutPlan = schemaOf<RolloutPlan>()(
  z.strictObject({
    artifact: positiveCount,
    version: positiveCount,
    use: z.boolean(),
    recipe: z.string().max(64).nullable(),
    note,
    by: typedText,
    stages: z
      .array(
        z.strictObject({
          stations: z.array(folderName).min(1).max(1000).readonly(),
          goesOn: z.enum(rolloutGoesOn),
          amount: z.int().min(0).max(1_000_000),
        }),
      )
      .min(1)
      .max(20)
      .readonly(),
  }),
);

/** `goOn`: the next stage begins now. `goBack`: every station returns to what it had. */
const rolloutActions = ['pause', 'resume', 'goOn', 'goBack'] as const;
export type RolloutAction = (typeof rolloutActions)[number];

export const rolloutChange = z.strictObject({
  rollout: positiveCount,
  action: z.enum(rolloutActions),
  by: typedText,
});

export const tokenRequest = z.strictObject({ station: folderName, by: typedText });

/** Files that were sent to an upload become a version. */
export const versionRequest = z.strictObject({
  upload: text,
  kind: z.enum(artifactKinds),
  name: z.string().trim().min(1).max(64),
  note,
  by: typedText,
});
