// Commands on recipes: the station's collection, a draft, a file, and learning one from examples.
import { z } from 'zod';
import type { LearnOptions } from '../evaluation.ts';
import type { RecipeInfo } from '../recipe.ts';
import type {
  DryRunInput,
  DryRunResult,
  LearntRecipe,
  RecipeCheck,
  RecipeSummary,
  StoredRecipe,
  TrialOutcome,
} from '../recipes.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { moment, none, recipeName, text, typedText } from './fields.ts';

const recipeText = z.string().max(1_000_000);

export const recipeCommands = {
  /** Holds from the next part on, and at once when no part is in progress. Null: nothing is checked. */
  useRecipe: {
    role: 'operator',
    input: z.strictObject({ name: recipeName.nullable() }),
    output: answer<null>(),
  },
  listRecipes: { role: 'viewer', input: none, output: answer<readonly RecipeSummary[]>() },
  /** `savedAt` names a version; null: the one in force. */
  readStoredRecipe: {
    role: 'viewer',
    input: z.strictObject({ name: recipeName, savedAt: moment.nullable() }),
    output: answer<StoredRecipe>(),
  },
  /** A picture of a step as a `data:` address; null when there is none. */
  readPicture: {
    role: 'viewer',
    input: z.strictObject({ picture: text }),
    output: answer<string | null>(),
  },
  /** Checks a draft against the model that is loaded. */
  checkRecipe: {
    role: 'operator',
    input: z.strictObject({ text: recipeText }),
    output: answer<RecipeCheck>(),
  },
  /**
   * Keeps the version before it. When the recipe is in use, the new version holds from the next part on.
   *
   * `basedOn`: `savedAt` of the version that the editor started from; null: the recipe is new.
   *
   * @throws `recipe_invalid` for a text that is not valid, `recipe_exists` for a new recipe whose name is taken,
   *   `recipe_changed` when `basedOn` is not the version in force.
   */
  saveRecipe: {
    role: 'operator',
    input: z.strictObject({
      name: recipeName,
      text: recipeText,
      note: z.string().trim().max(500),
      basedOn: moment.nullable(),
    }),
    output: answer<StoredRecipe>(),
  },
  /** @throws `not_possible` for the recipe that is in use. */
  deleteRecipe: { role: 'operator', input: z.strictObject({ name: recipeName }), output: answer<null>() },
  /** Judges a part or a video by a draft. */
  dryRun: {
    role: 'operator',
    input: z.strictObject({
      text: recipeText,
      on: schemaOf<DryRunInput>()(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('part'), id: moment }),
          z.strictObject({ kind: z.literal('video'), path: text }),
        ]),
      ),
    }),
    output: answer<DryRunResult>(),
  },
  /**
   * Judges parts of the history by a draft, from what the network saw at the time: what would be different? The answers stand in
   * the order of the ids. A screen asks for a few at a time: so it knows how far it is, and stops by asking no more.
   */
  tryOnParts: {
    role: 'operator',
    input: z.strictObject({ text: recipeText, ids: z.array(moment).min(1).max(20) }),
    output: answer<readonly TrialOutcome[]>(),
  },
  /**
   * Learns a recipe from what was done with parts of the history. It is not saved.
   *
   * @throws `part_not_found`; `usage` when none of them has a step that was seen.
   */
  learnFromParts: {
    role: 'operator',
    input: z.strictObject({ name: recipeName, title: typedText, ids: z.array(moment).min(1).max(500) }),
    output: answer<LearntRecipe>(),
  },
  /** Reads a recipe file. With a model, its labels are checked as well. */
  readRecipe: {
    role: 'program',
    input: z.strictObject({ path: text, model: text.nullable() }),
    output: answer<RecipeInfo & { readonly missingPictures: readonly string[] }>(),
  },
  /** Learns a recipe from the examples of a folder; answers with its text. */
  learnRecipe: {
    role: 'program',
    input: schemaOf<LearnOptions>()(
      z.strictObject({ directory: text, name: text, title: text, model: text.nullable() }),
    ),
    output: answer<{ readonly text: string; readonly examples: number }>(),
  },
} as const satisfies CommandTable;
