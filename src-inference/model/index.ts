// The door of the room: the model card, windows by time, and the network that names what is done in them.
export { listBackends, runtimeVersion, thisMachine } from './backends.ts';
export {
  describeModel,
  filesOf,
  type InputLayout,
  type ModelCard,
  type ModelFile,
  type Normalisation,
  readModelCard,
} from './card.ts';
export {
  mustBeWritable,
  pathInCard,
  replaceFile,
  replaceFiles,
  setNetwork,
  updateCard,
} from './card-writer.ts';
export { chooseNetwork, type Wish } from './choice.ts';
export { type Classifier, openCardSession, openClassifier, packFrames } from './classifier.ts';
export { type CpuCapability, cpuCapability, describeCpu, runsOnCpu } from './cpu-capability.ts';
export { slowIndices, toPlanes } from './sampling.ts';
export type { Session } from './session.ts';
