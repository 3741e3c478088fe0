// The door of the room: the model card, and the network that names what is done in a window.
export { softmax } from './answer.ts';
export { type Axes, guessInput, isAxes, layoutAxes, type PictureSize, shapeOf } from './axes.ts';
export { describeTensorRt, listBackends, runtimeVersion, thisMachine } from './backends.ts';
export {
  describeModel,
  filesOf,
  hopOf,
  type ModelCard,
  type ModelFile,
  networkFile,
  type OutputForm,
  parseModelCard,
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
export { type Classifier, openCardSession, openClassifier } from './classifier.ts';
export { clipTensors, slowIndices } from './clip-tensors.ts';
export { type CpuCapability, cpuCapability, describeCpu, runsOnCpu } from './cpu-capability.ts';
export {
  type InputLayout,
  type InputTensor,
  shapeOfTensor,
  takesBytes,
} from './input.ts';
export { hashNetwork, mustBeWhole } from './network-hash.ts';
export { packFrames } from './pack-frames.ts';
export { recognitionModelOf } from './recognition.ts';
export { openServedClassifier } from './serving/served-classifier.ts';
export { servedInput } from './serving/served-network.ts';
export { testServers } from './serving/test-servers.ts';
export type { Session } from './session.ts';
export type { BuildWatch } from './tensorrt/index.ts';
export { isNumeric, zeros } from './zeros.ts';
