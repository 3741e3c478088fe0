// Stands for the thread of an OPC UA server: takes all memory that it can get when it is told anything.
import { parentPort } from 'node:worker_threads';

parentPort.postMessage({ kind: 'ready' });
parentPort.once('message', () => {
  const taken = [];
  for (;;) taken.push(Array(1000).fill({}));
});
