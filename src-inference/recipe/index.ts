// The door of the room: the recipe language.

export { describeRecipe } from './describe.ts';
export { checkLabels } from './labels.ts';
export { openRecipe } from './open-recipe.ts';
export { parseRecipe } from './parse-recipe.ts';
export { missingPictures, readPicture } from './pictures.ts';
export {
  dependsOnCode,
  namedStep,
  namedStepAt,
  namedSteps,
  type Recipe,
  type RecipeNode,
  type RecipeStep,
  recipeForCode,
} from './recipe.ts';
