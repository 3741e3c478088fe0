// The door of the room: learns a recipe from examples. Pure: no clock, no file, no process.
export { type Example, exampleOf } from './example.ts';
export { type Learnt, learnRecipe } from './learn-recipe.ts';
