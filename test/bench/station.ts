// npx tsx test/bench/station.ts [VIDEO]: the whole station (decoding, network, annotation, shared memory with a reader) on a
// recorded video (the good one of the demo), with the full-size network in int8 and with the demo model; and the full-size
// network on the same video as a live source, asking for a window every half second: the hop that is kept, and how many windows are dropped. The full-size
// network is the one that `npx stepwatch bench --network slowfast-r50` made before.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EngineEvent, liveHopSentence, parseStreamTarget } from '../../src-inference/contract/index.ts';
import { timeStation } from '../../src-main/cli/bench-station.ts';
import { benchCache } from '../../src-main/cli/defaults.ts';
import { LoadMeter, loadWarnings } from '../../src-main/cli/machine-load.ts';
import { readSharedMemory } from '../../src-main/cli/shared-memory-reader.ts';
import { withEngine } from '../../src-main/cli/with-engine.ts';
import { freePort } from '../gst-peer.ts';

const root = resolve(import.meta.dirname, '../..');
const engine = pathToFileURL(join(root, 'out/main/engine.js'));
const video = resolve(process.argv[2] ?? join(root, 'resources/demo/good.mp4'));
const fullSize = join(benchCache, 'slowfast-r50');
const demo = join(root, 'models/demo');
const hopSeconds = 0.5;

if (!existsSync(join(fullSize, 'model.yaml'))) {
  throw new Error(`${fullSize} is not there: npx stepwatch bench --network slowfast-r50 makes it`);
}
const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-bench-'));
const sharedMemory = join(scratch, 'station');
const reader = readSharedMemory(sharedMemory);
try {
  print(`${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`);
  const load = new LoadMeter();
  await load.lookBefore();
  await recorded('full-size network, int8', { model: fullSize, precision: 'int8' });
  load.mark();
  await recorded('demo model', { model: demo });
  load.mark();
  await live();
  load.mark();
  const report = load.report();
  for (const warning of report ? loadWarnings(report) : []) print(`warning: ${warning}`);
} finally {
  reader.stop();
  rmSync(scratch, { recursive: true });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function recorded(
  title: string,
  network: { readonly model: string; readonly precision?: 'int8' },
): Promise<void> {
  const run = await timeStation(engine, { ...network, video, sharedMemory });
  const { frames, wallSeconds, cpuSeconds, peakRssMb } = run;
  print(
    `${title}: ${frames} frames, ${(frames / wallSeconds).toFixed(1)} fps, peak ${peakRssMb} MB, ` +
      `${Math.round((100 * cpuSeconds) / wallSeconds)} % of a core`,
  );
}

async function live(): Promise<void> {
  const counts = { windows: 0, dropped: 0 };
  const hops: string[] = [];
  let delaySeconds = 0;
  let end = (): void => undefined;
  const silent = new Promise<void>((resolve) => {
    end = resolve;
  });
  const take = (event: EngineEvent): void => {
    if (event.type === 'hopState') hops.push(liveHopSentence(event.hop));
    if (event.type === 'windowClassified') counts.windows += 1;
    if (event.type === 'windowsDropped') counts.dropped += event.count;
    if (event.type === 'progress') delaySeconds = Math.max(delaySeconds, event.delaySeconds ?? 0);
    if (event.type === 'sourceState' && event.state === 'stalled') end();
  };
  const address = `127.0.0.1:${await freePort()}`;
  await withEngine(engine, null, take, async (station) => {
    const options = { precision: 'int8', recipe: null, policy: null, recordDirectory: null } as const;
    await station.request('openStation', { model: withHop(fullSize), ...options });
    await station.request('attachOutput', { kind: 'sharedMemory', path: sharedMemory, annotation: 'live' });
    await station.request('openSource', { source: `udp://${address}#format=rtp-h264` });
    await withEngine(
      engine,
      null,
      () => undefined,
      (sender) =>
        sender.request('send', { video, target: parseStreamTarget(`udp://${address}`), loop: false }),
    );
    await silent;
    const { peakRssMb } = await station.request('resourceUsage', null);
    for (const hop of hops) print(`full-size network, int8, live: ${hop}`);
    print(
      `full-size network, int8, live, a window every ${hopSeconds} s wanted: ${counts.windows} windows, ${counts.dropped} dropped, ` +
        `at most ${delaySeconds.toFixed(2)} s behind, peak ${peakRssMb} MB`,
    );
  });
}

/** Copies a model and gives the copy a shorter hop. */
function withHop(model: string): string {
  const copy = join(scratch, 'model');
  cpSync(model, copy, { recursive: true });
  const card = join(copy, 'model.yaml');
  const text = readFileSync(card, 'utf8');
  writeFileSync(card, text.replace(/hopSeconds: [\d.]+/, `hopSeconds: ${hopSeconds}`));
  return copy;
}
