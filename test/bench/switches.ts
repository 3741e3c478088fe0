// npx tsx test/bench/switches.ts [SWITCHES]: changes the source 500 times in one process, between files, a UDP stream and
// missing ones, with outputs attached, and prints what that leaves behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSource } from '../../src-inference/contract/index.ts';
import { freePort, killPeers, sendTo } from '../gst-peer.ts';
import { makeVideo } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';
import { type ProcessUsage, processUsage } from '../process-usage.ts';
import { openStation } from '../watched-station.ts';

const switches = Number(process.argv[2] ?? 500);
const warmUp = 20;
const reportEvery = Math.max(1, Math.floor(switches / 10));
const framesBeforeSwitch = 5;

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-switches-'));
const port = await freePort();
const model = makeColourModel(join(folder, 'model'));
const small = makeVideo(join(folder, 'small.mp4'), { width: 320, height: 240, frames: 90 });
const large = makeVideo(join(folder, 'large.mp4'), { width: 1280, height: 720, frames: 90 });
const sender = sendTo(port, 'rtp-h264');
const shm = join(folder, 'shm');

const watched = await openStation({ model, recipe: null, policy: null, recordDirectory: null });
const { station, events } = watched;
await station.attachOutput({ kind: 'sharedMemory', path: shm, annotation: 'live' });
const preview = await station.attachOutput({ kind: 'preview', width: 160, quality: 70, annotation: 'none' });

const sources = [
  `file:${small}#pace=realTime`,
  `udp://127.0.0.1:${port}`,
  join(folder, 'missing.mp4'),
  `file:${large}#loop=true`,
  'test:ball#width=640&height=360',
] as const;
const openMilliseconds = new Map<string, number[]>();

process.stdout.write('switches  descriptors  threads  resident MB\n');
let first: ProcessUsage | null = null;
for (let i = 1; i <= switches; i++) {
  const text = sources[i % sources.length]!;
  const since = events.length;
  const started = performance.now();
  const opened = await station.openSource(parseSource(text)).then(
    () => true,
    () => false,
  );
  if (opened) {
    await watched.until((event) => event.type === 'sourceState' && event.state === 'playing', since);
    const kind = text.replace(/^(\w+):.*$/, '$1');
    openMilliseconds.set(kind, [...(openMilliseconds.get(kind) ?? []), performance.now() - started]);
    for (let frame = 0; frame < framesBeforeSwitch; frame++) await station.nextPreview(preview);
  }
  (events as unknown[]).length = 0;
  if (i === warmUp) first = report(i);
  else if (i > warmUp && i % reportEvery === 0) report(i);
}
const last = report(switches);
if (first) {
  const growth = (name: keyof ProcessUsage): string => {
    const value = last[name] - first![name];
    return `${value < 0 ? '' : '+'}${value.toFixed(name === 'megabytes' ? 1 : 0)}`;
  };
  process.stdout.write(
    `after the first ${warmUp}: descriptors ${growth('descriptors')}, threads ${growth('threads')}, ` +
      `resident ${growth('megabytes')} MB\n`,
  );
}
for (const [kind, times] of openMilliseconds) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(0);
  process.stdout.write(`${kind}: from command to playing p50 ${at(0.5)} ms, p95 ${at(0.95)} ms\n`);
}
await station.close();
await killPeers();
rmSync(folder, { recursive: true });
if (sender.process.exitCode !== null) process.exitCode = 1;

function report(count: number): ProcessUsage {
  const usage = processUsage();
  process.stdout.write(
    `${String(count).padStart(8)}  ${String(usage.descriptors).padStart(11)}  ${String(usage.threads).padStart(7)}  ` +
      `${usage.megabytes.toFixed(1).padStart(11)}\n`,
  );
  return usage;
}
