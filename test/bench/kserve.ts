// npx tsx test/bench/kserve.ts [--clips N] [--seconds N]: what an inference server on this machine adds to a clip of 32 x 256 x 256
// bytes, by both protocols, with shared memory and without: a server and a network here that answer at once, and the way of the
// bytes alone. Then three stations, each a program of its own, share one server with the demo network at a hop of 0.5 s.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type EngineEvent, serverProtocols } from '../../src-inference/contract/index.ts';
import {
  type Classifier,
  openClassifier,
  openServedClassifier,
  readModelCard,
} from '../../src-inference/model/index.ts';
import { exportTriton } from '../../src-inference/optimizer/index.ts';
import { encodeGraph } from '../../src-inference/optimizer/onnx/model-file.ts';
import { integers } from '../../src-inference/optimizer/onnx/tensor.ts';
import type { Clip } from '../../src-inference/windows/index.ts';
import { InferenceServer, serverSpec } from '../inference-server/inference-server.ts';

const { values } = parseArgs({
  options: { clips: { type: 'string', default: '200' }, seconds: { type: 'string', default: '30' } },
});
const clips = Number(values.clips);
const seconds = Number(values.seconds);
const stations = 3;
const size = { frames: 32, height: 256, width: 256 };

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-kserve-'));
const load = (): string =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
process.stdout.write(`${cpus()[0]!.model}, ${availableParallelism()} threads; load ${load()}\n\n`);
try {
  await measureOverhead();
  await shareServer();
} finally {
  rmSync(folder, { recursive: true });
}

async function measureOverhead(): Promise<void> {
  const directory = join(folder, 'instant');
  mkdirSync(directory);
  writeFileSync(join(directory, 'network.onnx'), instantNetwork());
  writeFileSync(
    join(directory, 'model.yaml'),
    `name: instant
labels: [one, other]
window: { seconds: 1, hopSeconds: 0.5 }
input: { layout: frames, name: frames, frames: 32, height: 256, width: 256 }
output: { name: scores, activation: softmax }
files: { fp32: { path: network.onnx } }
`,
  );
  const card = await readModelCard(directory);
  const local = await openClassifier(card);
  const here = await timesOf(local);
  const way = await timesOfBytes();
  await local.close();
  process.stdout.write(`${clips} clips of 32 x 256 x 256 bytes, milliseconds   p50    p95    added at p95\n`);
  print('a network here', here, null);
  print('the bytes alone over TCP', way, null);
  const model = {
    name: 'instant',
    file: null,
    inputs: [{ name: 'frames', datatype: 'UINT8', shape: [32, 256, 256, 3] }],
    output: { name: 'scores', datatype: 'FP32', shape: [1, 2] },
  };
  for (const sharesMemory of [true, false]) {
    const server = await InferenceServer.start({ models: [model], sharesMemory });
    for (const protocol of serverProtocols) {
      const spec = serverSpec(protocol, [server], { model: 'instant', timeoutSeconds: 10 });
      const served = await openServedClassifier(card, spec);
      const there = await timesOf(served);
      if (served.serving?.state.place !== 'server') throw new Error('the server did not answer');
      await served.close();
      print(`a server, ${protocol}, ${sharesMemory ? 'shared memory' : 'bytes sent'}`, there, here);
    }
    await server.kill();
  }
  process.stdout.write(`load ${load()}\n\n`);
}

/** Looks at one pixel. */
function instantNetwork(): Uint8Array {
  const constants = {
    starts: integers([0, 0, 0, 0]),
    ends: integers([1, 1, 1, 2]),
    row: integers([1, 2]),
  };
  return encodeGraph({
    nodes: [
      ['Slice', ['frames', 'starts', 'ends'], 'pixel', {}],
      ['Reshape', ['pixel', 'row'], 'bytes', {}],
      ['Cast', ['bytes'], 'scores', { to: { kind: 'int', value: 1 } }],
    ].map(([op, inputs, output, attributes]) => ({
      op: op as string,
      domain: '',
      name: output as string,
      inputs: inputs as string[],
      outputs: [output as string],
      attributes: attributes as Record<string, { kind: 'int'; value: number }>,
    })),
    constants: new Map(Object.entries(constants)),
    inputs: [{ name: 'frames', type: 'uint8', shape: [32, 256, 256, 3] }],
    outputs: [{ name: 'scores', type: 'float32', shape: [1, 2] }],
    opsets: new Map([['', 17]]),
    types: new Map(),
  });
}

async function timesOf(classifier: Classifier): Promise<readonly number[]> {
  const picture = new Uint8Array(size.height * size.width * 3);
  const clip: Clip = { startSeconds: 0, endSeconds: 1, frames: Array(size.frames).fill(picture) };
  for (let i = 0; i < 10; i++) await classifier.classify(clip);
  const times: number[] = [];
  for (let i = 0; i < clips; i++) {
    const at = performance.now();
    await classifier.classify(clip);
    times.push(performance.now() - at);
    // As between the windows of a station: nothing else is under way.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times.sort((a, b) => a - b);
}

/** From one process to another and one byte back: what this machine needs for it, without any protocol. */
async function timesOfBytes(): Promise<readonly number[]> {
  const bytes = Buffer.alloc(size.frames * size.height * size.width * 3);
  const sink = fork(new URL('kserve-sink.mjs', import.meta.url), [String(bytes.length)]);
  const [port] = (await once(sink, 'message')) as [number];
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  const times: number[] = [];
  for (let i = 0; i < clips; i++) {
    const at = performance.now();
    socket.write(bytes);
    await once(socket, 'data');
    times.push(performance.now() - at);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  socket.destroy();
  sink.kill();
  return times.sort((a, b) => a - b);
}

function at(share: number, times: readonly number[]): number {
  return times[Math.min(times.length - 1, Math.floor(share * times.length))]!;
}

function print(what: string, times: readonly number[], here: readonly number[] | null): void {
  const numbers = [at(0.5, times), at(0.95, times), ...(here ? [at(0.95, times) - at(0.95, here)] : [])];
  process.stdout.write(`${what.padEnd(44)} ${numbers.map((one) => one.toFixed(2).padStart(6)).join(' ')}\n`);
}

async function shareServer(): Promise<void> {
  const demo = resolve(import.meta.dirname, '../../models/demo');
  const directory = join(folder, 'demo');
  cpSync(demo, directory, { recursive: true });
  const card = join(directory, 'model.yaml');
  writeFileSync(card, readFileSync(card, 'utf8').replace('hopSeconds: 0.25', 'hopSeconds: 0.5'));
  const { name, maxBatch } = await exportTriton(await readModelCard(directory), {
    directory: folder,
    name: 'shared',
    precision: 'fp32',
  });
  const server = await InferenceServer.start({
    models: [{ name, file: join(folder, name, '1/model.onnx'), maxBatch }],
  });
  process.stdout.write(`${stations} stations of ${seconds} s share one server, demo network, hop 0.5 s\n`);
  for (const protocol of serverProtocols) {
    const url = `${protocol}://${server.address(protocol)}/${name}`;
    const results = await Promise.all(Array.from({ length: stations }, () => runStation(directory, url)));
    const { largestBatch } = await server.count();
    for (const { windows, dropped, here, hop } of results) {
      process.stdout.write(
        `${protocol}: ${windows} windows, ${dropped} dropped, named here ${here} times, a window every ${hop} s\n`,
      );
    }
    process.stdout.write(`most windows at once ${largestBatch}; load ${load()}\n`);
  }
  await server.kill();
}

async function runStation(model: string, server: string) {
  const program = resolve(import.meta.dirname, '../../out/main/cli.js');
  const words = ['run', '--json', '--no-log', '--model', model, '--source', 'test:ball', '--server', server];
  const child: ChildProcess = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const result = { windows: 0, dropped: 0, here: 0, hop: 0 };
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const event = JSON.parse(line) as EngineEvent;
    if (event.type === 'windowClassified') {
      result.windows += 1;
      // The time runs from the first window on: stations need different times to open.
      if (result.windows === 1) setTimeout(() => child.kill('SIGTERM'), seconds * 1000);
    } else if (event.type === 'windowsDropped') result.dropped += event.count;
    else if (event.type === 'servingState' && event.serving.place === 'here') result.here += 1;
    else if (event.type === 'hopState') result.hop = event.hop.seconds;
  });
  await once(child, 'exit');
  return result;
}
