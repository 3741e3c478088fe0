// The door of the room: how good a network is on labelled videos, and how good the checker is on simulated and annotated
// parts.
export { learnRecipe, measureAnnotated, simulateParts } from './checker-files.ts';
export { evaluateModel, writeQuality } from './evaluate.ts';
export { type LabelledVideo, labelOf, labelsBeside } from './labels.ts';
export { type Answer, qualityOf } from './metrics.ts';
