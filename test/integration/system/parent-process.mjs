// Starts a process that takes a lock, stops it (SIGSTOP), and says so.
import { fork } from 'node:child_process';
import { join } from 'node:path';

const child = fork(join(import.meta.dirname, 'lock-process.mjs'), [process.argv[2]]);
child.once('message', () => {
  child.kill('SIGSTOP');
  process.send('locked');
});
