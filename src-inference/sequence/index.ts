// The door of the room: reads recipes, and checks what is seen against them. Pure: no clock, no file, no process.
export { type PolicyName, policies } from '../contract/index.ts';
export { type CheckerOptions, createChecker } from './policies.ts';
export type { Recipe, RecipeStep } from './recipe.ts';
export { parseRecipe } from './recipe-file.ts';
export { checkLabels } from './recipe-labels.ts';
