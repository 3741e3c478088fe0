// The door of the room: measures networks on labelled videos, and the checker on simulated and annotated parts.
export { writeQuality } from './card-quality.ts';
export {
  listStressConditions,
  measureAnnotated,
  measureRecall,
  simulateParts,
  stressChecker,
} from './checker-files.ts';
export { evaluateModel } from './evaluate.ts';
export { expectVerdicts } from './expected-verdicts.ts';
export { learnFromActions, learnFromFiles } from './learn-from-actions.ts';
export { measureLearned } from './learned-files.ts';
export { type Quality, qualityOf } from './metrics.ts';
export { createRandom, type Random } from './random.ts';
export { quantile, wilsonInterval } from './scores.ts';
