// The door of the room: measures networks on labelled videos, and the checker on simulated and annotated parts.
export {
  learnRecipe,
  listStressConditions,
  measureAnnotated,
  measureRecall,
  simulateParts,
  stressChecker,
} from './checker-files.ts';
export { evaluateModel } from './evaluate.ts';
export { measureLearned } from './learned-files.ts';
