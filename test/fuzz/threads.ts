// Runs a target of pure code in a thread, and ends the thread when an input costs too much time or memory; another one goes on
// with the next input.
import { Worker } from 'node:worker_threads';
import type { CampaignOptions, CampaignResult, Finding } from './campaign.ts';
import { mostMegabytes, mostProcessorSeconds } from './target.ts';
import { longestInput, noInput, type ThreadMessage, type ThreadSetup } from './thread-setup.ts';

const lookMilliseconds = 500;

export async function runInThreads(
  options: CampaignOptions,
  onFinding: (finding: Finding) => void,
): Promise<Omit<CampaignResult, 'findings'>> {
  const { cases, seconds, from } = options;
  const kept: Uint8Array[] = [];
  const until = Date.now() + seconds * 1000;
  const totals = { cases: 0, refused: 0, ways: 0 };
  let next = from;
  while (next < from + cases && Date.now() < until) {
    const end = await runThread({ ...options, from: next, to: from + cases, until, kept }, kept, onFinding);
    totals.refused += end.refused;
    totals.ways = Math.max(totals.ways, end.ways);
    next = end.next;
  }
  return { ...totals, cases: next - from };
}

type Setup = Pick<ThreadSetup, 'name' | 'folder' | 'seed' | 'from' | 'to' | 'until' | 'kept'>;
type End = Omit<Extract<ThreadMessage, { kind: 'done' }>, 'kind'>;

async function runThread(
  { name, folder, seed, from, to, until, kept: before }: Setup,
  kept: Uint8Array[],
  onFinding: (finding: Finding) => void,
): Promise<End> {
  const current = new SharedArrayBuffer(8 + longestInput);
  const running = new Int32Array(current, 0, 2);
  const given = new Uint8Array(current, 8);
  running[0] = from - 1;
  const setup: ThreadSetup = { name, folder, seed, from, to, until, kept: [...before], current };
  const worker = new Worker(new URL('thread.mjs', import.meta.url), {
    workerData: setup,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  return await new Promise((resolve, reject) => {
    const watch = watchProgress(running, from, (what) => giveUp(what));
    const giveUp = async (what: string): Promise<void> => {
      clearInterval(watch);
      await worker.terminate();
      const number = Atomics.load(running, 0);
      if (number < from) return reject(new Error(`the target cannot be opened: ${what}`));
      onFinding({ number, what, input: Buffer.from(given.slice(0, Math.max(0, running[1]!))) });
      resolve({ next: number + 1, refused: 1, ways: 0 });
    };
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'finding') onFinding(message);
      else if (message.kind === 'kept') kept.push(message.input);
      else {
        clearInterval(watch);
        resolve(message);
      }
    });
    worker.on('error', (error) => void giveUp(`the thread ended: ${error.stack ?? error.message}`));
  });
}

/** This thread only waits, so the time of the processor is that of the other one. */
function watchProgress(running: Int32Array, from: number, onTooMuch: (what: string) => void): NodeJS.Timeout {
  let number = Number.NaN;
  let since = process.cpuUsage();
  return setInterval(() => {
    const now = Atomics.load(running, 0);
    if (now !== number || Atomics.load(running, 1) === noInput) {
      number = now;
      since = process.cpuUsage();
    }
    const { user, system } = process.cpuUsage(since);
    const megabytes = process.memoryUsage.rss() / 2 ** 20;
    if ((user + system) / 1e6 > mostProcessorSeconds && number >= from)
      onTooMuch('hang: 5 s of processor time');
    else if (megabytes > mostMegabytes) onTooMuch(`memory: ${megabytes.toFixed(0)} MB`);
  }, lookMilliseconds);
}
