// Stands for the thread of the connections: takes all memory that it can get.
import { parentPort } from 'node:worker_threads';

parentPort.once('message', () => {
  const taken = [];
  for (;;) taken.push(Array(1000).fill({}));
});
