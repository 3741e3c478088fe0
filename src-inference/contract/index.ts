// The door of the engine: shells and screens import this file and nothing else of src-inference.
export * from './bench.ts';
export * from './commands.ts';
export * from './doctor.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './history.ts';
export * from './measurement.ts';
export * from './model.ts';
export { nearestName } from './nearest-name.ts';
export * from './output.ts';
export * from './preview-envelope.ts';
export * from './recipe.ts';
export * from './recipes.ts';
export * from './sequence.ts';
export * from './settings.ts';
export * from './shell.ts';
export * from './snapshot.ts';
export * from './source.ts';
