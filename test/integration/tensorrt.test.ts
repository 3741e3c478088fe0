// The addon for TensorRT against a stand-in of the library (test/tensorrt-stand-in): no machine of the tests has the real one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DoctorReport } from '../../src-inference/contract/index.ts';
import { colourCard, makeColourModel, makePathwayModel } from '../onnx-models.ts';
import { runProgram } from '../run-program.ts';
import { buildStandIn, type StandIn } from '../tensorrt-stand-in/build.ts';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-tensorrt-'));
afterAll(() => rmSync(folder, { recursive: true }));
let standIn: StandIn;
// The compiler has its time on a busy machine.
beforeAll(async () => {
  standIn = await buildStandIn();
}, 600_000);

let count = 0;
const fresh = (): string => join(folder, String(++count));

const onTensorRt = (settings = ''): string => `${colourCard}backend: { name: tensorrt${settings} }\n`;

/** A machine with its cache of engines. */
class Machine {
  readonly cache = fresh();
  private readonly log = fresh();
  private readonly settings: Readonly<Record<string, string>>;

  constructor(settings: Readonly<Record<string, string>> = {}) {
    this.settings = settings;
  }

  environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    const own = { XDG_CACHE_HOME: this.cache, CUDA_STANDIN_LOG: this.log };
    return { ...process.env, ...standIn.environment, ...own, ...this.settings, ...more };
  }

  /** Names one clip for each colour, such as `ff0000`. */
  classify(
    model: string,
    {
      frames = 4,
      pixels = 256,
      colours = ['ff0000'],
      ...more
    }: Clips & { readonly env?: Record<string, string> } = {},
  ): Classified {
    const words = [
      join(root, 'test/tensorrt-stand-in/classify.ts'),
      model,
      String(frames),
      String(pixels),
      ...colours,
    ];
    const end = runProgram(process.execPath, ['--import', 'tsx', ...words], {
      cwd: root,
      env: this.environment(more.env),
    });
    if (end.status !== 0) throw new Error(`${end.status}\n${end.stdout}\n${end.stderr}`);
    return JSON.parse(end.stdout);
  }

  /** What the stand-in wrote down since the last time. */
  calls(): readonly string[] {
    if (!existsSync(this.log)) return [];
    const lines = readFileSync(this.log, 'utf8').trim().split('\n');
    rmSync(this.log);
    return lines.map((line) => line.slice(line.indexOf(' ') + 1));
  }

  engines(): readonly string[] {
    const engines = join(this.cache, 'stepwatch/engines');
    return existsSync(engines) ? readdirSync(engines).map((name) => join(engines, name)) : [];
  }
}

interface Clips {
  readonly frames?: number;
  readonly pixels?: number;
  readonly colours?: readonly string[];
}

interface Classified {
  readonly choice?: { readonly precision: string; readonly backend: string };
  readonly progress: readonly string[];
  readonly answers?: readonly (readonly number[])[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

/** Kinds of objects that were made more often than they were destroyed, or the other way round. */
function leftOver(calls: readonly string[]): readonly string[] {
  const alive = new Map<string, number>();
  for (const call of calls) {
    const [, what, kind] = /^(create|destroy) (.*)$/.exec(call) ?? [];
    if (kind !== undefined) alive.set(kind, (alive.get(kind) ?? 0) + (what === 'create' ? 1 : -1));
  }
  return [...alive].filter(([, left]) => left !== 0).map(([kind]) => kind);
}

const misuses = (calls: readonly string[]): readonly string[] =>
  calls.filter((call) => call.startsWith('MISUSE'));

function softmax(scores: readonly number[]): readonly number[] {
  const powers = scores.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

describe('a network in TensorRT', () => {
  const machine = new Machine();
  let model: string;

  it('is built once, with progress, and answers as in ONNX Runtime; everything is given back', () => {
    model = makeColourModel(fresh(), onTensorRt());
    const { choice, progress, answers } = machine.classify(model, {
      colours: ['ff0000', '0000ff', '000000'],
    });
    expect(choice).toMatchObject({ precision: 'fp32', backend: 'tensorrt' });
    expect(progress[0]).toMatch(/^building an engine: Building engine, 0 of 10 0\.0$/);
    expect(progress.some((text) => text.endsWith(' 0.5'))).toBe(true);
    expect(progress.at(-1)).toContain('TensorRT warns: Running layernorm');
    const expected = [
      [5, 12.75, 0, 0],
      [5, 0, 0, 12.75],
      [5, 0, 0, 0],
    ].map(softmax);
    for (const [i, row] of expected.entries())
      for (const [j, value] of row.entries()) expect(answers![i]![j]).toBeCloseTo(value, 5);
    const calls = machine.calls();
    expect(misuses(calls)).toEqual([]);
    expect(leftOver(calls)).toEqual([]);
    expect(calls).toEqual(
      expect.arrayContaining(['create parser', 'parse', 'flag FP16', 'build', 'deserialize']),
    );
    expect(calls).not.toContain('flag INT8');
    // A clip goes to the GPU, through the network, and back; then it is waited for. The first of four is the trial.
    const clips = calls.filter((call) => /^(copy|enqueue|synchronize)/.test(call)).slice(0, 16);
    const oneClip = [`copyToDevice ${4 * 256 * 3}`, 'enqueue', 'copyToHost 16', 'synchronize'];
    expect(clips).toEqual([...oneClip, ...oneClip, ...oneClip, ...oneClip]);
  });

  it('is loaded from its file the next time', () => {
    expect(machine.engines()).toHaveLength(1);
    const { answers, progress } = machine.classify(model);
    expect(answers![0]![1]).toBeGreaterThan(0.99);
    expect(progress).toEqual([]);
    expect(machine.calls()).not.toContain('build');
  });

  it.each([
    ['damaged', (file: string) => truncateSync(file, 100)],
    ['of something else', (file: string) => writeFileSync(file, 'stepwatch-engine 1\n{}\nforeign')],
  ])('is built again where its file is %s', (_, damage) => {
    damage(machine.engines()[0]!);
    expect(machine.classify(model).answers![0]![1]).toBeGreaterThan(0.99);
    expect(machine.calls()).toContain('build');
    expect(machine.engines()).toHaveLength(1);
  });

  it('is built again where TensorRT does not take the engine', () => {
    const refuse = fresh();
    writeFileSync(refuse, '');
    expect(machine.classify(model, { env: { CUDA_STANDIN_REFUSE: refuse } }).answers).toHaveLength(1);
    const calls = machine.calls();
    expect(calls.filter((call) => call === 'deserialize')).toHaveLength(2);
    expect(calls.filter((call) => call === 'build')).toHaveLength(1);
    expect(leftOver(calls)).toEqual([]);
  });

  it.each([
    ['another GPU', { CUDA_STANDIN_GPU: 'Thor (stand-in)' }],
    ['another TensorRT', { CUDA_STANDIN_TENSORRT: '101600' }],
  ])('has an engine of its own for %s', (_, env) => {
    const before = machine.engines();
    machine.classify(model, { env });
    expect(machine.calls()).toContain('build');
    expect(machine.engines()).toEqual(expect.arrayContaining([...before]));
    expect(machine.engines()).toHaveLength(before.length + 1);
  });

  it('takes two inputs', () => {
    const pathways = makePathwayModel(fresh());
    const card = join(pathways, 'model.yaml');
    writeFileSync(card, `${readFileSync(card, 'utf8')}backend: { name: tensorrt }\n`);
    const { answers } = machine.classify(pathways, { frames: 32, pixels: 16, colours: ['ffffff'] });
    expect(answers![0]).toEqual([0.5, 0.5]);
    const calls = machine.calls();
    const clip = ['copyToDevice 1536', 'copyToDevice 6144', 'enqueue', 'copyToHost 8', 'synchronize'];
    expect(calls.filter((call) => /^(copy|enqueue|synchronize)/.test(call)).slice(0, 5)).toEqual(clip);
    expect(misuses(calls)).toEqual([]);
  });
});

describe('precisions and places', () => {
  it('int8 is allowed for a network with explicit quantization, with half precision for the rest', () => {
    const machine = new Machine();
    const qdq =
      'files: { fp32: { path: network.onnx }, int8Qdq: { path: network.onnx, target: tensorrt, input: { layout: frames, name: frames } } }';
    const card = onTensorRt(', workspaceMegabytes: 64').replace(/files: .*/, qdq);
    expect(machine.classify(makeColourModel(fresh(), card)).choice).toMatchObject({ precision: 'int8Qdq' });
    expect(machine.calls()).toEqual(
      expect.arrayContaining(['flag FP16', 'flag INT8', `workspace ${64 * 2 ** 20}`]),
    );
  });

  it('a DLA takes what it can, and the GPU the rest', () => {
    const machine = new Machine();
    machine.classify(makeColourModel(fresh(), onTensorRt(', dla: 1')));
    expect(machine.calls()).toEqual(
      expect.arrayContaining(['device DLA', 'DLA 1', 'flag GPU_FALLBACK', 'flag FP16', 'run on DLA 1']),
    );
  });

  it('without such a DLA the GPU does its work, and says so', () => {
    const machine = new Machine({ CUDA_STANDIN_DLA: '0' });
    const { progress, answers } = machine.classify(makeColourModel(fresh(), onTensorRt(', dla: 1')));
    expect(answers).toHaveLength(1);
    expect(progress.join()).toContain('There is no DLA of number 1: the GPU does its work');
    expect(machine.calls()).not.toContain('device DLA');
  });
});

describe('what fails', () => {
  it.each([
    ['parse', 'engine_build_failed', 'The file is no network'],
    ['operator', 'network_unsupported', 'No importer registered for op (RoiAlign "/head/roi")'],
    ['kernel', 'network_unsupported', 'Could not find any implementation for node /conv1'],
    ['build', 'engine_build_failed', 'Requested amount of GPU memory'],
    ['builder', 'engine_build_failed', 'CUDA initialization failure with error: 35'],
    ['crash', 'engine_build_failed', 'its process ended (SIGABRT'],
    ['memory', 'gpu_failed', 'out of memory'],
    ['enqueue', 'gpu_failed', 'an illegal memory access'],
    ['copy', 'gpu_failed', 'unspecified launch failure'],
    ['deserialize', 'engine_unusable', 'not compatible'],
    ['driver', 'backend_unavailable', 'initialization error'],
  ])('%s: %s', (word, code, words) => {
    const machine = new Machine({ CUDA_STANDIN_FAILS: word });
    const { error } = machine.classify(makeColourModel(fresh(), onTensorRt()));
    expect(error).toMatchObject({
      code,
      message: expect.stringContaining(words),
      hint: expect.stringMatching(/\w/),
    });
    const calls = machine.calls();
    expect(misuses(calls)).toEqual([]);
    if (word !== 'crash') expect(leftOver(calls)).toEqual([]);
  });

  it('leaves the work to the CPU where nobody asked for TensorRT', () => {
    const machine = new Machine({ CUDA_STANDIN_FAILS: 'build' });
    const { choice, answers } = machine.classify(makeColourModel(fresh()));
    expect(choice).toMatchObject({ backend: 'cpu' });
    expect(answers![0]![1]).toBeGreaterThan(0.99);
  });

  it('a build ends with the program that wanted it', async () => {
    const machine = new Machine({ CUDA_STANDIN_FAILS: 'slow' });
    const model = makeColourModel(fresh(), onTensorRt());
    const child = spawn(process.execPath, [program, 'run', '--model', model, '--json'], {
      // The stand-in of the driver writes down what it was asked, outside of what an engine may write to.
      env: { ...machine.environment(), STEPWATCH_SANDBOX: 'off' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('building an engine')) break;
    const builder = Number(readFileSync(machine.environment().CUDA_STANDIN_LOG!, 'utf8').split(' ', 1)[0]);
    expect(() => process.kill(builder, 0)).not.toThrow();
    child.kill('SIGTERM');
    await ended;
    await vi.waitFor(() => expect(() => process.kill(builder, 0)).toThrow(), {
      timeout: 20_000,
      interval: 50,
    });
    expect(machine.engines()).toEqual([]);
  });
});

// STEPWATCH_SANITIZE=1: see test/tensorrt-stand-in/README.md.
describe.runIf(process.env.STEPWATCH_SANITIZE)('under AddressSanitizer and LeakSanitizer', () => {
  it.each([
    ['', '1 outputs\n1 outputs\n'],
    ['operator', 'network_unsupported\nnetwork_unsupported\n'],
    ['build', 'engine_build_failed\nengine_build_failed\n'],
    ['deserialize', 'engine_unusable\nengine_unusable\n'],
    ['memory', 'gpu_failed\ngpu_failed\n'],
    ['enqueue', 'gpu_failed\ngpu_failed\n'],
  ])('nothing is left behind: %s', (word, expected) => {
    const machine = new Machine({ CUDA_STANDIN_FAILS: word, LD_PRELOAD: '', ASAN_OPTIONS: 'detect_leaks=1' });
    const network = join(makeColourModel(fresh()), 'network.onnx');
    const end = runProgram(standIn.withoutNode!, [network], { env: machine.environment() });
    expect(end).toEqual({ status: 0, stdout: expected, stderr: '' });
  });
});

describe('stepwatch doctor', () => {
  const doctor = (machine: Machine): { readonly report: DoctorReport['tensorrt']; readonly text: string } => {
    const env = machine.environment();
    const words = [program, 'doctor', '--model', makeColourModel(fresh())];
    return {
      report: JSON.parse(runProgram(process.execPath, [...words, '--json'], { env }).stdout).tensorrt,
      text: runProgram(process.execPath, words, { env }).stdout,
    };
  };

  it('says what TensorRT runs on', () => {
    const { report, text } = doctor(new Machine());
    expect(report).toEqual({
      by: 'addon',
      addon: standIn.version,
      library: '10.3.0',
      driver: '12.6',
      gpu: 'Orin (stand-in), compute capability 8.7',
      missing: [],
    });
    expect(text).toContain(
      `TensorRT  networks run in it, addon for ${standIn.version}, library 10.3.0, Orin`,
    );
  });

  it('says what is missing, and how to get it', () => {
    const { report, text } = doctor(
      new Machine({ CUDA_STANDIN_FAILS: 'driver', CUDA_STANDIN_TENSORRT: '110000' }),
    );
    expect(report).toMatchObject({ by: null, driver: null, gpu: null, library: '11.0.0' });
    expect(report.missing.map(({ what }: { what: string }) => what)).toEqual([
      'the driver of the GPU is not there (initialization error)',
      `TensorRT 11.0.0 is installed, the addon is compiled for ${standIn.version}`,
    ]);
    expect(text).toContain('sudo apt install nvidia-jetpack');
  });

  it('says so where the libraries or the addon are not there', () => {
    const without = new Machine({ LD_LIBRARY_PATH: '' });
    expect(doctor(without).report.missing[1]).toEqual({
      what: expect.stringContaining('libnvinfer.so.10 cannot be loaded'),
      hint: expect.stringContaining('JetPack 6 and 7'),
    });
    const bare = new Machine({ STEPWATCH_TENSORRT_ADDON: '/nowhere' });
    expect(doctor(bare).report.missing).toEqual([
      { what: 'the addon for TensorRT is not compiled', hint: expect.stringContaining('scripts/setup.sh') },
    ]);
  });
});
