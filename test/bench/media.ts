// npx tsx test/bench/media.ts [MINUTES] [VIDEO]: how fast frames reach the network and the outputs, against plain decoding
// in the same round (medians of several); how old a picture is when a screen gets it; and whether a live source lags
// behind a network that is slower than the hop (for MINUTES, 2). The VIDEO is the good one of the demo; it has 1 Mbit/s and
// is decoded easily, so the share that is left for outputs is also measured on the same pictures at a camera's 8 Mbit/s.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import {
  type OutputSpec,
  parseSource,
  recordingDefaults,
  type SourceSpec,
} from '../../src-inference/contract/index.ts';
import { OutputSet, openSource } from '../../src-inference/media/index.ts';
import { freePort, killPeers, startPeer } from '../gst-peer.ts';
import { makeColourModel, makeSlowModel } from '../onnx-models.ts';
import { openStation } from '../watched-station.ts';

const minutes = Number(process.argv[2] ?? 2);
const pictures = 300;
const rounds = 3;
/** Several hops long, on two cores about a second. */
const slowMatrix = 5000;
const networkSize = { width: 128, height: 128 };

const cameraKilobits = 8000;
const cameraFrames = 600;

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-media-'));
const demo = process.argv[3] ?? resolve(import.meta.dirname, '../../resources/demo/good.mp4');
const shm = join(folder, 'shm');
const memory: OutputSpec = { kind: 'sharedMemory', path: shm, annotation: 'live' };
const preview: OutputSpec = { kind: 'preview', width: 1280, quality: 80, annotation: 'none' };
const recording: OutputSpec = {
  ...recordingDefaults,
  kind: 'recording',
  directory: join(folder, 'recordings'),
  split: 'never',
  annotation: 'live',
  keepFreeBytes: 0,
};

try {
  print(
    `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, load ${loadavg()[0]!.toFixed(1)} before the start`,
  );
  await throughput(demo);
  await throughput(asFromCamera(demo));
  await latency('test pattern 1080p30, no network model', 'test:ball#width=1920&height=1080', false);
  await latency('test pattern 1080p30, with a network model', 'test:ball#width=1920&height=1080', true);
  const port = await freePort();
  startPeer(
    'videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=1920,height=1080,framerate=30/1 !',
    'x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 ! rtph264pay config-interval=-1 !',
    `udpsink host=127.0.0.1 port=${port} sync=false`,
  );
  await latency('UDP 1080p30 H.264, from arrival, no network model', `udp://127.0.0.1:${port}`, false);
  await killPeers();
  await lag();
} finally {
  await killPeers();
  rmSync(folder, { recursive: true });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Machines are noisy: each round compares with the decoding of its own. */
async function throughput(video: string): Promise<void> {
  const frames = await countFrames(video);
  const variants: readonly { title: string; specs: readonly OutputSpec[] }[] = [
    { title: '+ network', specs: [] },
    { title: '+ network, shared memory', specs: [memory] },
    { title: '+ network, shared memory, preview, recording', specs: [memory, preview, recording] },
  ];
  const plain: number[] = [];
  const rates = variants.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    plain.push(frames / decodingSeconds(video));
    for (const [i, { specs }] of variants.entries()) rates[i]!.push(await rate(video, specs));
  }
  print(`${basename(video)}, ${frames} frames, medians of ${rounds} rounds`);
  print(`  ${'decoding alone'.padEnd(46)}${median(plain).toFixed(0).padStart(4)} fps`);
  for (const [i, { title }] of variants.entries()) {
    const share = median(rates[i]!.map((one, round) => (one / plain[round]!) * 100));
    print(
      `  ${title.padEnd(46)}${median(rates[i]!).toFixed(0).padStart(4)} fps, ${share.toFixed(0)} % of decoding alone`,
    );
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function countFrames(video: string): Promise<number> {
  const source = await openVideo(video, null);
  const { durationSeconds, framesPerSecond } = source.info;
  await source.close();
  return Math.round((durationSeconds ?? 0) * (framesPerSecond ?? 30));
}

function decodingSeconds(video: string): number {
  const started = performance.now();
  launch(`filesrc location=${video} ! decodebin ! fakesink sync=false`);
  return (performance.now() - started) / 1000;
}

/** The same pictures as a camera sends them: coded for 8 Mbit/s, with all tools that decoders must follow. */
function asFromCamera(video: string): string {
  const path = join(folder, 'camera.mp4');
  launch(
    `filesrc location=${video} ! decodebin ! identity eos-after=${cameraFrames} ! ` +
      `x264enc bitrate=${cameraKilobits} speed-preset=medium key-int-max=60 ! h264parse ! mp4mux ! filesink location=${path}`,
  );
  return path;
}

function launch(pipeline: string): void {
  const { status, stderr } = spawnSync('gst-launch-1.0', ['-q', ...pipeline.split(' ')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

function openVideo(video: string, outputs: OutputSet | null) {
  const spec: SourceSpec = { kind: 'file', path: video, pace: 'asFastAsPossible', loop: false };
  return openSource(spec, { size: networkSize, router: outputs?.router ?? null, onState: () => undefined });
}

/** Frames per second of a file that is read as fast as it goes. */
async function rate(video: string, specs: readonly OutputSpec[]): Promise<number> {
  const outputs = new OutputSet({
    context: () => ({ alignedDelaySeconds: 1, recipe: null }),
    sourceSeconds: () => 0,
    film: null,
    onState: () => undefined,
  });
  const started = performance.now();
  const source = await openVideo(video, outputs);
  const ids = await Promise.all(specs.map((one) => outputs.attach(one)));
  outputs.sourcePlays(source.info);
  if (specs.includes(memory)) await readMemory();
  let done = false;
  const asking = specs.includes(preview) ? askAgain(outputs, ids[specs.indexOf(preview)]!, () => done) : null;
  let count = 0;
  for await (const _ of source.frames()) count += 1;
  done = true;
  await killPeers();
  await outputs.close();
  const seconds = (performance.now() - started) / 1000;
  await source.close();
  await asking;
  return count / seconds;
}

/** A real reader: without one, shared memory costs nothing. */
async function readMemory(): Promise<void> {
  while (!existsSync(shm)) await new Promise((resolve) => setTimeout(resolve, 5));
  startPeer(
    `shmsrc socket-path=${shm} is-live=true !`,
    'video/x-raw,format=I420,width=1920,height=1080,framerate=30/1 ! fakesink sync=false',
  );
}

/** A screen that asks for the next picture as soon as it has one, at most 30 times a second. */
async function askAgain(outputs: OutputSet, id: number, isDone: () => boolean): Promise<void> {
  while (!isDone() && (await outputs.nextPreview(id)) !== null) {
    await new Promise((resolve) => setTimeout(resolve, 1000 / 30));
  }
}

async function latency(title: string, text: string, withModel: boolean): Promise<void> {
  const model = withModel
    ? makeSlowModel(join(folder, 'busy'), 1200)
    : makeColourModel(join(folder, 'colours'));
  const { station, until } = await openStation({ model, recipe: null, policy: null, recordDirectory: null });
  const id = await station.attachOutput(preview);
  await station.openSource(parseSource(text));
  await until((event) => event.type === 'sourceState' && event.state === 'playing');
  const ages: number[] = [];
  for (let i = 0; i < pictures; i++) {
    const picture = await station.nextPreview(id);
    ages.push(Number(process.hrtime.bigint()) / 1e6 - picture!.captureSeconds * 1000);
  }
  await station.close();
  ages.sort((a, b) => a - b);
  const at = (share: number): string => ages[Math.floor((ages.length - 1) * share)]!.toFixed(0);
  print(`capture to JPEG at the consumer, ${title}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}

async function lag(): Promise<void> {
  const model = makeSlowModel(join(folder, 'slow'), slowMatrix);
  const { station, events } = await openStation({ model, recipe: null, policy: null, recordDirectory: null });
  await station.openSource(parseSource('test:ball#width=640&height=360'));
  for (let minute = 1; minute <= minutes; minute++) {
    (events as unknown[]).length = 0;
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    const delays = events.flatMap((event) => (event.type === 'progress' ? [event.delaySeconds ?? 0] : []));
    const dropped = events.reduce(
      (sum, event) => sum + (event.type === 'windowsDropped' ? event.count : 0),
      0,
    );
    print(
      `a network slower than the hop, minute ${minute}: ${delays.length} windows judged, ${dropped} dropped, ` +
        `delay at most ${Math.max(...delays).toFixed(2)} s`,
    );
  }
  await station.close();
}
