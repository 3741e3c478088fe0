// The door of the engine: shells and screens import this file and nothing else of src-inference.
export * from './commands.ts';
export * from './doctor.ts';
export * from './errors.ts';
export * from './evaluation.ts';
export * from './events.ts';
export * from './model.ts';
export { nearestName } from './nearest-name.ts';
export * from './output.ts';
export * from './recipe.ts';
export * from './sequence.ts';
export * from './source.ts';
