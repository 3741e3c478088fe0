// Makes a forked process look like a utility process of Electron from inside: `process.parentPort` and no `process.send`.
// Worker threads of it are loaded with this file, too, and have no parent port.
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const send = process.send.bind(process);
  process.parentPort = {
    on: (event, listener) => process.on(event, (data) => listener({ data, ports: [] })),
    postMessage: (message) => void send(message),
  };
  process.send = undefined;
  process.on('disconnect', () => process.exit());
}
