// The station's collection of recipes, the dry run of a draft, and recipes that are learnt from good parts.
import type { PlainStationError } from './errors.ts';
import type { AuditActor } from './identity.ts';
import type { Breach, RecipeInfo } from './recipe.ts';
import type { JudgedStep, Verdict } from './sequence.ts';
import type { PartId } from './states.ts';

export interface RecipeSummary {
  /** Of its file, without the ending; commands name the recipe by it. */
  readonly name: string;
  readonly title: string;
  /** Steps after expanding; 0 when it is not valid. */
  readonly steps: number;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly versions: number;
  readonly error: PlainStationError | null;
}

export interface RecipeVersion {
  /** ISO time at which it was saved: names the version. */
  readonly savedAt: string;
  /** Why the person changed it, in their words; may be empty. */
  readonly note: string;
  /** Who saved it; null: not known, because the file was edited by hand, or saved before authors were kept. */
  readonly author: AuditActor | null;
}

export interface StoredRecipe {
  readonly name: string;
  /** YAML. */
  readonly text: string;
  /** Newest first; the first one is in force. */
  readonly versions: readonly RecipeVersion[];
}

/** What is wrong with a draft, and where. */
export interface RecipeCheck {
  /** Null when it is not valid. */
  readonly info: RecipeInfo | null;
  readonly issues: readonly PlainStationError[];
  /** Pictures of steps that are not in the folder of the recipes. The recipe can be used without them. */
  readonly missingPictures: readonly string[];
}

export type DryRunInput =
  /** The windows in the journal are judged again: at once. */
  | { readonly kind: 'part'; readonly id: PartId }
  /** The network looks at the video first, as fast as it can. */
  | { readonly kind: 'video'; readonly path: string };

export interface DryRunResult {
  readonly parts: readonly {
    readonly verdict: Verdict;
    readonly steps: readonly JudgedStep[];
  }[];
}

/** What a part of the history would be by a draft. */
export type TrialOutcome = { readonly id: PartId } & (
  | {
      readonly kind: 'judged';
      /** The worst one, where the draft sees several parts in what was one. */
      readonly verdict: Verdict;
      /** The first step with this verdict; null for a pass. */
      readonly problem: JudgedStep | null;
      /** How many parts the draft sees in it. */
      readonly parts: number;
    }
  /** By the draft, no part was begun. */
  | { readonly kind: 'notSeen' }
  /** The journal does not have what the network saw, or not any more. */
  | { readonly kind: 'noWindows' }
  /** Another model has seen it: its windows tell this one nothing. */
  | { readonly kind: 'otherModel' }
);

/** A good part that a recipe is learnt from. */
export type LearntExample =
  | { readonly kind: 'part'; readonly id: PartId; readonly number: number }
  /** Of the project that teaches the station; `recording` is its id. */
  | { readonly kind: 'recording'; readonly recording: string };

/** What a step of a learnt recipe stands on. */
export interface StepOrigin {
  /** As the recipe names it: its `id`, or its label. */
  readonly name: string;
  readonly label: string;
  /** 1 for the first step with this label. */
  readonly number: number;
  /** Positions of the examples that have it. */
  readonly seenIn: readonly number[];
  readonly isOptional: boolean;
  /** `warn`: the examples do not agree enough to fail a part for it. */
  readonly missing: Breach;
  readonly order: Breach;
  /** Examples that show its place among the others; null where nothing comes before it, or where the order is the same in all. */
  readonly orderShownBy: number | null;
}

export interface LearntRecipe {
  /** YAML. */
  readonly text: string;
  readonly examples: readonly LearntExample[];
  /** In the order of the recipe. */
  readonly steps: readonly StepOrigin[];
  /** Whether all examples have the same order. */
  readonly isFixedOrder: boolean;
  /** What an action means that no example has. */
  readonly extra: Breach;
  /** Chosen, but without a step that was seen. */
  readonly unused: readonly LearntExample[];
}
