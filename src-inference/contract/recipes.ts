// The station's collection of recipes, and the dry run of a draft.
import type { PlainStationError } from './errors.ts';
import type { RecipeInfo } from './recipe.ts';
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
