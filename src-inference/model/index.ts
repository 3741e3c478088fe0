// The door of the room: the model card, windows by time, and the network that names what is done in them.
export { listBackends, runtimeVersion } from './backends.ts';
export { describeModel, type ModelCard, readModelCard } from './card.ts';
export { type Classifier, openClassifier } from './classifier.ts';
export { everyWindow, newestWindow, type WindowFlow } from './window-flow.ts';
export { type Clip, type TimedFrame, WindowAssembler } from './windows.ts';
