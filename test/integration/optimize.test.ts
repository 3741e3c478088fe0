// stepwatch optimize and evaluate on real networks, real sessions and real videos.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Agreement, OptimizeOptions, StationError } from '../../src-inference/contract/index.ts';
import { evaluateModel } from '../../src-inference/evaluation/index.ts';
import { cpuCapability, filesOf, openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import type { GraphEditor } from '../../src-inference/optimizer/graph-editor.ts';
import { optimizeInThread } from '../../src-inference/optimizer/index.ts';
import { encodeGraph } from '../../src-inference/optimizer/onnx/model-file.ts';
import { decodeModel, encodeModel, type TensorMessage } from '../../src-inference/optimizer/onnx/schema.ts';
import { optimizeModel } from '../../src-inference/optimizer/optimize.ts';
import { clipGraph, makeClips, makePathways } from '../clip-models.ts';
import { type Form, formGraph, sizeLines, stateGraph, writeForm } from '../exported-forms.ts';
import { makeColours, makeSound } from '../media-files.ts';
import { runProgram } from '../run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-optimize-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());
const at = (name: string): string => join(folder, name);
let count = 0;
const fresh = (): string => at(`model ${++count}`);
const never = new AbortController().signal;
const quiet = async (): Promise<void> => undefined;

beforeAll(() => {
  const parts = [
    ['black', 30],
    ['red', 40],
    ['green', 40],
    ['smpte', 30],
    ['blue', 40],
  ] as const;
  makeColours(at('one.mp4'), parts);
  makeColours(at('two.mp4'), parts.toReversed());
  const times = 'start,end,label\n1,2.3,red\n2.3,3.6,green\n4.6,6,blue\n';
  writeFileSync(at('one.csv'), times);
});

/** What is made for one machine. */
async function optimize(model: string, options: Partial<OptimizeOptions> = {}) {
  const { networks, passes } = await optimizeAll(model, options);
  expect(networks).toHaveLength(1);
  return { ...networks[0]!, passes };
}

function optimizeAll(model: string, options: Partial<OptimizeOptions> = {}) {
  const videos = [at('one.mp4'), at('two.mp4')];
  return optimizeModel(
    { model, precision: 'int8', target: 'auto', calibrate: videos, clips: 8, verify: false, ...options },
    quiet,
    never,
  );
}

const networkOf = (directory: string): string => join(directory, 'network.fp32.onnx');
const cardOf = (directory: string): string => readFileSync(join(directory, 'model.yaml'), 'utf8');

async function expectRefused(
  directory: string,
  error: Partial<StationError>,
  options: Partial<OptimizeOptions> = {},
) {
  const [card, files] = [cardOf(directory), readdirSync(directory)];
  await expect(optimize(directory, options)).rejects.toMatchObject(error);
  expect(cardOf(directory)).toBe(card);
  expect(readdirSync(directory)).toEqual(files);
}

describe('int8', () => {
  it('adds a network that takes bytes, and its agreement, to a card whose comments stay', async () => {
    const directory = makePathways(fresh());
    const report = await optimize(directory, { verify: true });
    expect(report.agreement.top1).toBeGreaterThanOrEqual(0.95);
    expect(report.operators.optimized).toBeGreaterThan(50);
    expect(report.passes.map(({ name }) => name)).toContain('fold batch norm');
    for (const { difference } of report.passes) expect(difference).toBeLessThan(1e-3);
    expect(cardOf(directory)).toContain('# A card with a comment that must stay.');
    expect(cardOf(directory)).toContain('# in the order of the outputs');
    const card = await readModelCard(directory);
    expect(card.files.int8).toMatchObject([
      { input: { height: 64, tensors: [{ name: 'frames', type: 'uint8', axes: 'THWC' }] } },
    ]);
    const classifier = await openClassifier(card, { precision: 'int8', backend: 'cpu' });
    await classifier.close();
    expect(classifier.choice.precision).toBe('int8');
  });

  it.each(['x64', 'tensorrt'] as const)('can be made for %s', async (target) => {
    const directory = makeClips(fresh());
    const report = await optimize(directory, { target });
    const precision = target === 'tensorrt' ? 'int8Qdq' : 'int8';
    expect(report).toMatchObject({ precision, target });
    const card = await readModelCard(directory);
    expect(filesOf(card, precision).map((file) => file.target)).toEqual([target]);
  });

  it('makes the set for a folder that is carried to other machines', async () => {
    const directory = makeClips(fresh());
    const { networks } = await optimizeAll(directory, { target: 'all' });
    expect(networks.map(({ precision, target }) => [precision, target])).toEqual([
      ['int8', 'x64-vnni'],
      ['int8', 'x64'],
      ['int8Qdq', 'tensorrt'],
    ]);
    const { files } = await readModelCard(directory);
    expect(files.int8!.map(({ path }) => basename(path))).toEqual([
      'network.int8-x64-vnni.onnx',
      'network.int8-x64.onnx',
    ]);
    for (const { agreement } of networks) expect(agreement.top1).toBeGreaterThanOrEqual(0.95);
  });

  it('a second run replaces only the network for its own target', async () => {
    const directory = makeClips(fresh());
    await optimize(directory, { target: 'x64' });
    await optimize(directory, { target: 'x64-vnni', clips: 4 });
    const before = (await readModelCard(directory)).files.int8!;
    await optimize(directory, { target: 'x64', clips: 4 });
    const after = (await readModelCard(directory)).files.int8!;
    expect(after.map(({ target }) => target)).toEqual(['x64', 'x64-vnni']);
    expect(after[1]).toEqual(before[1]);
    expect(after[0]!.agreement).not.toEqual(before[0]!.agreement);
    expect(readdirSync(directory).filter((name) => name.includes('int8'))).toHaveLength(2);
  });

  it('answers the same whatever CPU it is made on', async () => {
    const make = async (cpu: string): Promise<Agreement> => {
      vi.stubEnv('STEPWATCH_CPU', cpu);
      const { agreement } = await optimize(makeClips(fresh()), { target: 'x64-vnni' });
      return agreement;
    };
    // On the first it is judged with its convolutions in float, on the second, where there is VNNI, as it is.
    const [without, own] = [await make('x64-avx2'), await make('')];
    expect(without.top1).toBe(own.top1);
    expect(Math.abs(without.largestDifference - own.largestDifference)).toBeLessThan(0.02);
  });

  it('looks at labels where there are some', async () => {
    const directory = makeClips(fresh());
    const report = await optimize(directory, { calibrate: [at('two.mp4'), at('one.mp4')] });
    expect(report.accuracy!.windows).toBeGreaterThan(0);
  });

  it('leaves in float what it does not know, and tells it', async () => {
    const directory = makeClips(fresh(), {
      draw: (edit, value) =>
        edit.node('Gelu', [edit.node('Softsign', [value])], {}, { domain: 'com.microsoft' }),
    });
    const report = await optimize(directory);
    expect(report.operators.float.map(({ op }) => op)).toEqual(expect.arrayContaining(['Gelu', 'Softsign']));
    expect(report.operators.optimized).toBeGreaterThan(1);
  });

  it('puts layers back to float, or refuses, when the answers change too much', async () => {
    // The classifier looks at tiny differences beside a large constant: eight bits cannot hold both.
    const directory = makeClips(fresh(), {
      draw: (edit, value) => {
        const shifted = edit.node('Add', [
          value,
          edit.constant({ type: 'float32', shape: [], data: Float32Array.of(3e4) }),
        ]);
        return edit.node('Sub', [
          shifted,
          edit.constant({ type: 'float32', shape: [], data: Float32Array.of(3e4) }),
        ]);
      },
    });
    const outcome = await optimize(directory).catch((thrown: StationError) => thrown);
    if ('code' in outcome) expect(outcome.code).toBe('model_rejected');
    else expect(outcome.keptFloat.length + outcome.agreement.top1).toBeGreaterThan(0.9);
  });
});

describe('float over pictures', () => {
  it('needs no videos, and answers the same', async () => {
    const directory = makePathways(fresh());
    const report = await optimize(directory, { precision: 'fp32', calibrate: [] });
    expect(report).toMatchObject({ precision: 'fp32Lowered', target: null, agreement: { top1: 1 } });
    expect(report.agreement.largestDifference).toBeLessThan(1e-4);
    expect((await readModelCard(directory)).files.fp32Lowered).toBeDefined();
  });
});

describe('files as exporters write them', () => {
  it.each([9, 11, 13, 17, 18, 21, 22])('opset %i', async (opset) => {
    const report = await optimize(makeClips(fresh(), { opset }));
    expect(report.agreement.top1).toBeGreaterThanOrEqual(0.95);
  });

  it('sizes that are left open', async () => {
    const report = await optimize(makeClips(fresh(), { shape: [null, 3, 8, null, null] }));
    expect(report.operators.optimized).toBeGreaterThan(1);
  });

  it('inputs in another order', async () => {
    const report = await optimize(makePathways(fresh(), true), { precision: 'fp32', calibrate: [] });
    expect(report.agreement.largestDifference).toBeLessThan(1e-4);
  });

  it('weights in a file of their own', async () => {
    const directory = makeClips(fresh());
    const model = decodeModel(encodeGraph(clipGraph()));
    const pieces: Uint8Array[] = [];
    let offset = 0;
    for (const one of model.graph!.initializer!) {
      const raw = one.rawData!;
      pieces.push(raw);
      Object.assign(one, external('weights.bin', offset, raw.length));
      delete one.rawData;
      offset += raw.length;
    }
    writeFileSync(join(directory, 'weights.bin'), Buffer.concat(pieces));
    writeFileSync(networkOf(directory), encodeModel(model));
    expect((await optimize(directory)).operators.optimized).toBeGreaterThan(1);
  });
});

function external(location: string, offset: number, length: number): Partial<TensorMessage> {
  const entries = { location, offset: String(offset), length: String(length) };
  return { dataLocation: 1, externalData: Object.entries(entries).map(([key, value]) => ({ key, value })) };
}

/** As `ModelProto.functions` holds it: Twice(x) = x + x, of the operator set "local". */
const functionTwice = ((): Uint8Array => {
  const field = (number: number, bytes: Uint8Array): Uint8Array => {
    const tag = (number << 3) | 2;
    const key = tag < 128 ? [tag] : [(tag & 127) | 128, tag >> 7];
    return Buffer.concat([Uint8Array.from([...key, bytes.length]), bytes]);
  };
  const text = (number: number, value: string): Uint8Array => field(number, Buffer.from(value));
  const add = Buffer.concat([text(1, 'x'), text(1, 'x'), text(2, 'y'), text(4, 'Add')]);
  const opset = Uint8Array.of(0x10, 17);
  return field(
    25,
    Buffer.concat([
      ...[text(1, 'Twice'), text(4, 'x'), text(5, 'y'), field(7, add), field(9, opset), text(10, 'local')],
    ]),
  );
})();

describe('what cannot be optimised is one clear error, and the card is as it was', () => {
  it('without videos', () => expectRefused(makeClips(fresh()), { code: 'usage' }, { calibrate: [] }));

  it('videos that do not decode', async () => {
    makeSound(at('sound.wav'));
    await expectRefused(makeClips(fresh()), { code: 'source_not_video' }, { calibrate: [at('sound.wav')] });
    await expectRefused(makeClips(fresh()), { code: 'source_not_found' }, { calibrate: [at('none.mp4')] });
  });

  it('videos that are too short', async () => {
    makeColours(at('short.mp4'), [['red', 10]]);
    await expectRefused(makeClips(fresh()), { code: 'source_unreadable' }, { calibrate: [at('short.mp4')] });
  });

  it('a network that is quantized already', async () => {
    const directory = makeClips(fresh());
    await optimize(directory);
    cpSync(join(directory, `network.int8-${cpuCapability().makes}.onnx`), networkOf(directory));
    const card = cardOf(directory)
      .replace(
        /input: \{\s*layout: clip[^}]*\}/,
        'input: { layout: frames, name: frames, frames: 8, height: 32, width: 32 }',
      )
      .replace(/ {2}int8:[\s\S]*/, '');
    writeFileSync(join(directory, 'model.yaml'), card);
    await expectRefused(directory, {
      code: 'model_invalid',
      message: expect.stringContaining('quantized already') as never,
    });
  });

  it('an opset that is not known, no network at all, an operator that nobody knows', async () => {
    const old = makeClips(fresh());
    const model = decodeModel(encodeGraph(clipGraph()));
    model.opsetImport![0]!.version = 8;
    writeFileSync(networkOf(old), encodeModel(model));
    await expectRefused(old, { code: 'model_invalid', message: expect.stringContaining('opset 8') as never });
    const random = makeClips(fresh());
    writeFileSync(networkOf(random), 'no network');
    await expectRefused(random, { code: 'model_invalid' });
    const strange = makeClips(fresh(), { draw: (edit, value) => edit.node('Mystery', [value]) });
    await expectRefused(strange, {
      code: 'model_invalid',
      hint: expect.stringContaining('Mystery') as never,
    });
  });

  it.each<[string, Form, readonly string[], string, RegExp]>([
    [
      'pictures in another order',
      { axes: 'NTCHW' },
      [],
      'name: logits, activation: softmax',
      /as NTCHW float32 RGB/,
    ],
    [
      'half precision',
      { axes: 'NCTHW', type: 'float16' },
      ['type: float16'],
      'name: logits, activation: softmax',
      /float16/,
    ],
    ['BGR', { axes: 'NCTHW', bgr: true }, ['channels: BGR'], 'name: logits, activation: softmax', /BGR/],
    [
      'several rows',
      { axes: 'TCHW', perPicture: true },
      [],
      'name: logits, activation: softmax, rows: last',
      /answers several rows/,
    ],
  ])('%s, which the passes were not made for', async (_, form, lines, output, message) => {
    const input = [`axes: ${form.axes}`, 'name: clip', ...sizeLines, 'range: [0, 1]', ...lines];
    await expectRefused(writeForm(fresh(), formGraph(form), { input, output }), {
      code: 'not_possible',
      message: expect.stringMatching(message) as never,
      hint: expect.stringContaining('It runs as it was exported') as never,
      line: 5,
    });
  });

  it('a state from window to window', async () => {
    const input = [
      ...['axes: NCTHW', 'name: clip', ...sizeLines, 'range: [0, 1]', 'state:'],
      '  - { input: state/total, output: new_state/total, shape: [1, 1] }',
      '  - { input: state/count, output: new_state/count }',
    ];
    const window = '{ seconds: 1, hopSeconds: 1 }';
    await expectRefused(writeForm(fresh(), stateGraph(), { input, window }), {
      code: 'not_possible',
      message: expect.stringContaining('state/total') as never,
    });
  });

  it('functions of its own', async () => {
    const directory = makeClips(fresh());
    const draw = (edit: GraphEditor, value: string) => edit.node('Twice', [value], {}, { domain: 'local' });
    const graph = clipGraph({ draw });
    const opsets = new Map([...graph.opsets, ['local', 1]]);
    writeFileSync(networkOf(directory), Buffer.concat([encodeGraph({ ...graph, opsets }), functionTwice]));
    await (await openClassifier(await readModelCard(directory))).close();
    await expectRefused(directory, {
      code: 'model_invalid',
      message: expect.stringContaining('"Twice"') as never,
      hint: expect.stringContaining('inline') as never,
    });
  });

  it('a branch', async () => {
    const directory = makeClips(fresh());
    const model = decodeModel(encodeGraph(clipGraph()));
    const graph = model.graph!;
    const branch = (name: string, op: string) => ({
      name,
      type: 5,
      g: {
        name,
        node: [{ opType: op, input: ['logits'], output: [name] }],
        output: [{ name, type: { tensorType: { elemType: 1 } } }],
      },
    });
    graph.initializer!.push({ name: 'isWarm', dataType: 9, dims: [], rawData: Uint8Array.of(1) });
    graph.node!.push({
      opType: 'If',
      input: ['isWarm'],
      output: ['chosen'],
      attribute: [branch('then_branch', 'Relu'), branch('else_branch', 'Neg')],
    });
    graph.output!.push({ name: 'chosen', type: { tensorType: { elemType: 1 } } });
    writeFileSync(networkOf(directory), encodeModel(model));
    await (await openClassifier(await readModelCard(directory))).close();
    await expectRefused(directory, {
      code: 'model_invalid',
      message: expect.stringContaining('branches while it runs (If)') as never,
    });
  });

  it('weights that lie elsewhere', async () => {
    const directory = makeClips(fresh());
    const model = decodeModel(encodeGraph(clipGraph()));
    const [first] = model.graph!.initializer!;
    Object.assign(first!, external('../none.bin', 0, 8));
    delete first!.rawData;
    writeFileSync(networkOf(directory), encodeModel(model));
    await expectRefused(directory, { code: 'model_invalid' });
  });

  it('a disk that fills up', () => {
    const directory = makeClips(fresh());
    const [card, files] = [cardOf(directory), readdirSync(directory)];
    const program = resolve(import.meta.dirname, '../../out/main/cli.js');
    // No file may grow beyond a few kilobytes; the signal that says so is ignored, and writing fails instead.
    const words = `trap '' XFSZ; ulimit -f 2; exec "$0" "$@"`;
    const options = [
      'optimize',
      directory,
      '--calibrate',
      at('one.mp4'),
      at('two.mp4'),
      '--clips',
      '4',
      '--json',
    ];
    const { status, stdout } = runProgram('bash', ['-c', words, process.execPath, program, ...options]);
    expect(status).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'disk_full',
      hint: expect.stringContaining('as it was'),
    });
    expect(cardOf(directory)).toBe(card);
    expect(readdirSync(directory)).toEqual(files);
  });

  it('a person who stops it', async () => {
    const directory = makeClips(fresh());
    const stopping = new AbortController();
    const stop = async (): Promise<void> => stopping.abort();
    const options = { model: directory, precision: 'int8', target: 'auto', clips: 4, verify: false } as const;
    const card = cardOf(directory);
    await expect(
      optimizeModel({ ...options, calibrate: [at('one.mp4')] }, stop, stopping.signal),
    ).rejects.toMatchObject({ code: 'aborted' });
    expect(cardOf(directory)).toBe(card);
  });
});

describe('in a thread of its own', () => {
  const options = (model: string): OptimizeOptions => ({
    model,
    precision: 'int8',
    target: 'auto',
    calibrate: [at('one.mp4'), at('two.mp4')],
    clips: 8,
    verify: false,
  });

  it('does the same, while whoever asked goes on', async () => {
    const directory = makeClips(fresh());
    const told: string[] = [];
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const note = async (text: string): Promise<void> => void told.push(text);
    const report = await optimizeInThread(options(directory), note, never);
    clearInterval(timer);
    expect(report.networks[0]!.agreement.top1).toBeGreaterThanOrEqual(0.95);
    expect(told).toEqual(expect.arrayContaining(['fold batch norm', 'writing']));
    expect(turns).toBeGreaterThan(told.length);
    expect((await readModelCard(directory)).files.int8).toBeDefined();
  });

  it('is stopped from outside', async () => {
    const directory = makeClips(fresh());
    const [card, stopping] = [cardOf(directory), new AbortController()];
    const stop = async (): Promise<void> => stopping.abort();
    await expect(optimizeInThread(options(directory), stop, stopping.signal)).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(cardOf(directory)).toBe(card);
  });

  it('hands its errors on, hint included', async () => {
    const refused = optimizeInThread({ ...options(makeClips(fresh())), calibrate: [] }, quiet, never);
    await expect(refused).rejects.toMatchObject({
      name: 'StationError',
      code: 'usage',
      hint: expect.stringContaining('--calibrate') as never,
    });
  });
});

describe('evaluate', () => {
  it('measures every network of the card, and writes what it found into it', async () => {
    const directory = makeClips(fresh());
    await optimize(directory);
    const report = await evaluateModel(
      { model: directory, data: folder, precisions: null, recipe: null, write: true },
      quiet,
      never,
    );
    expect(report.videos).toBe(1);
    expect(report.networks.map(({ choice }) => choice.precision)).toEqual(['fp32', 'int8']);
    const [fp32] = report.networks;
    expect(fp32!.confusion.flat().reduce((a, b) => a + b)).toBe(fp32!.windows);
    const { quality } = (await readModelCard(directory)).files.int8![0]!;
    expect(quality).toMatchObject({
      windows: fp32!.windows,
      data: expect.stringContaining('1 labelled video'),
    });
    // The card is read back as it was measured, but for the last digits.
    const { errors } = report.networks[1]!;
    expect(quality!.errors).toEqual({
      temperature: expect.closeTo(errors.temperature, 3),
      errorSeconds: expect.closeTo(errors.errorSeconds, 3),
      mixing: expect.closeTo(errors.mixing!, 3),
      confidence: errors.confidence,
    });
    expect(cardOf(directory)).toContain('# A card with a comment that must stay.');
  });

  it('says what is missing', async () => {
    const directory = makeClips(fresh());
    const options = { model: directory, precisions: null, recipe: null, write: false };
    const evaluate = (data: string) => evaluateModel({ ...options, data }, quiet, never);
    await expect(evaluate(at('nowhere'))).rejects.toMatchObject({ code: 'source_not_found' });
    await expect(evaluate(directory)).rejects.toMatchObject({ message: expect.stringContaining('no video') });
    await expect(
      evaluateModel({ ...options, data: folder, precisions: ['int8'] }, quiet, never),
    ).rejects.toMatchObject({ code: 'model_not_found' });
  });
});
