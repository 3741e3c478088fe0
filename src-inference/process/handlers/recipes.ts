import { dirname } from 'node:path';
import type { recipeCommands } from '../../contract/index.ts';
import { learnFromFiles } from '../../evaluation/index.ts';
import { readModelCard } from '../../model/index.ts';
import { describeRecipe, missingPictures, openRecipe } from '../../recipe/index.ts';
import { learnFromParts } from '../learning.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function recipeHandlers(opened: OpenedStation): HandlersOf<typeof recipeCommands> {
  return {
    async useRecipe({ name }, from) {
      await (await opened.workplace()).recipes.use(name, from);
      return null;
    },
    listRecipes: async () => (await opened.workplace()).recipes.list(),
    readStoredRecipe: async (input) => (await opened.workplace()).recipes.read(input),
    readPicture: async ({ picture }) => (await opened.workplace()).recipes.picture(picture),
    checkRecipe: async ({ text }) => (await opened.workplace()).recipes.check(text),
    saveRecipe: async (draft, from) => (await opened.workplace()).recipes.save(draft, from),
    async deleteRecipe({ name }, from) {
      await (await opened.workplace()).recipes.delete(name, from);
      return null;
    },
    dryRun: async (input) => (await opened.workplace()).recipes.dryRun(input),
    tryOnParts: async (input) => (await opened.workplace()).recipes.tryOnParts(input),
    learnFromParts: async (input) => learnFromParts(await opened.workplace(), input),
    async readRecipe({ path, model }) {
      const card = model === null ? null : await readModelCard(model);
      const recipe = describeRecipe(await openRecipe(path, card));
      return { ...recipe, missingPictures: await missingPictures(dirname(path), recipe) };
    },
    learnRecipe: learnFromFiles,
  };
}
