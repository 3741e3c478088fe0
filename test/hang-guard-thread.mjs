// The thread of hang-guard.ts. It prints with writeSync: the streams of a thread would wait for the main thread, which hangs.
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { file, running, limitMilliseconds } = workerData;

function childrenOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const pids = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return pids.flatMap((line) => line.trim().split(' ')).filter((pid) => pid !== '');
}

/** For a process that may have ended meanwhile. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

function endTree(pid, depth) {
  const words = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' '));
  if (words !== null) writeSync(2, `${'  '.repeat(depth)}${pid} ${words}\n`);
  for (const child of attempt(() => childrenOf(pid)) ?? []) endTree(child, depth + 1);
  attempt(() => process.kill(Number(pid), 'SIGKILL'));
}

setTimeout(() => {
  const name = Buffer.from(running).toString().replace(/\0+$/, '');
  writeSync(2, `\nNO END after ${limitMilliseconds / 1000} s: ${file}\n${name}\n`);
  endTree(process.pid, 0);
}, limitMilliseconds);
