// The door of the room: makes the networks of a card fast.

export { optimizeInThread } from './job.ts';
export { makeSlowFast, slowFastR50 } from './networks/slowfast-r50.ts';
export { encodeGraph } from './onnx/model-file.ts';
export { type NetworkFacts, type NetworkPort, readNetworkFacts } from './onnx/network-facts.ts';
