// Stands for the thread of the connections: hangs as soon as it is told anything.
import { parentPort } from 'node:worker_threads';

parentPort.once('message', () => {
  for (;;);
});
