// The thread in which a target of pure code runs: it can be ended when an input does not come to an end.
import { parentPort, workerData } from 'node:worker_threads';
import { Cases } from './cases.ts';
import { BlockCoverage } from './coverage.ts';
import { findingOf } from './target.ts';
import { targetNamed } from './targets.ts';
import { longestInput, noInput, type ThreadMessage, type ThreadSetup } from './thread-setup.ts';

const { name, folder, seed, from, to, until, kept, current } = workerData as ThreadSetup;
const say = (message: ThreadMessage): void => parentPort!.postMessage(message);
const running = new Int32Array(current, 0, 2);
const given = new Uint8Array(current, 8);

const target = await targetNamed(name);
const cases = new Cases(target, await target.seeds(folder), seed);
for (const input of kept) cases.keep(input);
const trial = await target.open(folder);
const coverage = new BlockCoverage();
let refused = 0;
let number = from;
for (; number < to && Date.now() < until; number++) {
  Atomics.store(running, 1, noInput);
  const input = cases.input(number);
  given.set(input.subarray(0, longestInput));
  Atomics.store(running, 1, Math.min(input.length, longestInput));
  Atomics.store(running, 0, number);
  try {
    await trial.run(input);
  } catch (thrown) {
    const what = findingOf(thrown);
    refused += 1;
    if (what !== null) say({ kind: 'finding', number, what, input });
  }
  if (coverage.hasGrown()) {
    cases.keep(input);
    say({ kind: 'kept', input });
  }
}
coverage.close();
await trial.close?.();
say({ kind: 'done', next: number, refused, ways: coverage.ways });
