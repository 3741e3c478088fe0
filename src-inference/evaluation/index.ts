// The door of the room: how good a model is, on labelled videos.
export { evaluateModel, writeQuality } from './evaluate.ts';
export { type LabelledVideo, labelOf, labelsBeside } from './labels.ts';
export { type Answer, qualityOf, winner } from './metrics.ts';
