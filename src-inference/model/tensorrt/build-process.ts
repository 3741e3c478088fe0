// The entry of the process that builds an engine, or of its thread: a crash in TensorRT, and the gigabytes that a build takes, are
// not the station's.
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { isMainThread, parentPort } from 'node:worker_threads';
import type { BuildMessage, BuildRequest } from './build-messages.ts';
import { BuildProgress } from './build-progress.ts';
import { writeEngine } from './engine-cache.ts';
import { loadTensorRt, type NativeFailure } from './native.ts';

/** Progress is told in steps of 2 %, and when nothing was told for so long: TensorRT tries thousands of kernels. */
const toldShare = 0.02;
const longestSilenceMilliseconds = 5000;

const request = JSON.parse(process.argv[2]!) as BuildRequest;
const say = (message: BuildMessage): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
if (isMainThread) {
  try {
    // When memory runs out, rather this process than the station (proc(5)).
    writeFileSync('/proc/self/oom_score_adj', '500');
  } catch {
    // Not on this system, or not allowed: only the order would be another.
  }
}
// Without an engine nobody would use what is built, and nobody could stop it. An orderly exit would wait for the build.
const end = (): void => void process.kill(process.pid, 'SIGKILL');
process.once('disconnect', end);
// Control-C in a terminal reaches the whole process group. The engine decides.
process.on('SIGINT', () => undefined);

say(await build(request));
process.off('disconnect', end);
if (process.connected) process.disconnect();

async function build({ options, file, key }: BuildRequest): Promise<BuildMessage> {
  let engine: Uint8Array;
  try {
    const { bytes, warnings } = await loadTensorRt()!.build(options, tellSteps());
    engine = bytes;
    for (const warning of warnings) say({ kind: 'progress', text: `TensorRT warns: ${warning}`, done: null });
  } catch (thrown) {
    const { code, message } = thrown as NativeFailure;
    return { kind: 'failure', code: code ?? 'engine_build_failed', reason: message };
  }
  try {
    await writeEngine(file, key, engine);
    return { kind: 'built' };
  } catch (thrown) {
    return { kind: 'failure', code: 'unwritable', reason: String(thrown) };
  }
}

function tellSteps(): Parameters<NonNullable<ReturnType<typeof loadTensorRt>>['build']>[1] {
  const progress = new BuildProgress();
  let told = { part: -1, at: Number.NEGATIVE_INFINITY };
  return (step) => {
    const now = progress.take(step);
    const part = Math.floor((now.done ?? 0) / toldShare);
    const at = performance.now();
    if (part <= told.part && at - told.at < longestSilenceMilliseconds) return;
    told = { part, at };
    say({ kind: 'progress', ...now });
  };
}
