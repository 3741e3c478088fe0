/** The threads of the index are always the built file: Node 20 starts no worker from TypeScript. */
export const workerFile = 'out/main/archive-worker.js';
