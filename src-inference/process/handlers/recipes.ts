import type { recipeCommands } from '../../contract/index.ts';
import { learnRecipe } from '../../evaluation/index.ts';
import { readModelCard } from '../../model/index.ts';
import { describeRecipe, openRecipe } from '../../recipe/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function recipeHandlers(opened: OpenedStation): HandlersOf<typeof recipeCommands> {
  return {
    async useRecipe({ name }) {
      await (await opened.workplace()).recipes.use(name);
      return null;
    },
    listRecipes: async () => (await opened.workplace()).recipes.list(),
    readStoredRecipe: async (input) => (await opened.workplace()).recipes.read(input),
    checkRecipe: async ({ text }) => (await opened.workplace()).recipes.check(text),
    saveRecipe: async (draft) => (await opened.workplace()).recipes.save(draft),
    async deleteRecipe({ name }) {
      await (await opened.workplace()).recipes.delete(name);
      return null;
    },
    dryRun: async (input) => (await opened.workplace()).recipes.dryRun(input),
    async readRecipe({ path, model }) {
      const card = model === null ? null : await readModelCard(model);
      return describeRecipe(await openRecipe(path, card));
    },
    learnRecipe,
  };
}
