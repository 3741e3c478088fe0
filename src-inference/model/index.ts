// The door of the room: the model card, windows by time, and the network that names what is done in them.
export { listBackends, runtimeVersion, thisMachine } from './backends.ts';
export {
  describeModel,
  type InputLayout,
  type ModelCard,
  type ModelFile,
  type Normalisation,
  readModelCard,
} from './card.ts';
export { mustBeWritable, replaceFile, updateCard } from './card-writer.ts';
export { chooseNetwork } from './choice.ts';
export { type Classifier, openCardSession, openClassifier, packFrames } from './classifier.ts';
export { recognitionModelOf } from './recognition.ts';
export { slowIndices, toPlanes } from './sampling.ts';
export type { Session } from './session.ts';
export { cpuTarget, type Target, targets } from './targets.ts';
