// Networks in TensorRT by our own addon: what is missing, engines that are built once and kept, and the session that runs one.
export { type Gap, tensorRtAvailability } from './availability.ts';
export { type BuildWatch, ensureEngine, type KeptEngine } from './ensure-engine.ts';
export { openEngine, type RunnableSession } from './open-engine.ts';
