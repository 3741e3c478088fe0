// The door of the room: makes the networks of a card fast, and takes networks apart.

export { feedsOf } from './compare.ts';
export { whyNotOptimizable } from './exported-input.ts';
export {
  type Attribute,
  type Graph,
  type GraphNode,
  int,
  ints,
  isOp,
  type Links,
  linksOf,
} from './graph.ts';
export { GraphEditor } from './graph-editor.ts';
export { optimizeInThread } from './job.ts';
export { makeSlowFast, slowFastR50 } from './networks/slowfast-r50.ts';
export { encodeGraph } from './onnx/model-file.ts';
export { type NetworkFacts, type NetworkPort, readNetworkFacts } from './onnx/network-facts.ts';
export { floats, integers } from './onnx/tensor.ts';
export { optimizeModel } from './optimize.ts';
export { openGraph, type RunnableGraph } from './runtime.ts';
export { readSimplifiedNetwork } from './simplified-network.ts';
export { exportTriton } from './triton/export-triton.ts';
