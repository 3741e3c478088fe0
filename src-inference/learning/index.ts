// The door of the room: makes a recipe of examples. Pure: no clock, no file, no process.
export { type Example, type ExampleAction, parseExample } from './example.ts';
export { learnRecipe } from './learn-recipe.ts';
