// stepwatch optimize on files as exporters write them, and on what cannot be optimised.
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cpuCapability, openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import type { GraphEditor } from '../../src-inference/optimizer/graph-editor.ts';
import { encodeGraph } from '../../src-inference/optimizer/onnx/model-file.ts';
import { decodeModel, encodeModel } from '../../src-inference/optimizer/onnx/schema.ts';
import { optimizeModel } from '../../src-inference/optimizer/optimize.ts';
import { clipGraph, makeClips, makePathways } from '../clip-models.ts';
import { type Form, formGraph, sizeLines, stateGraph, writeForm } from '../exported-forms.ts';
import { makeColours, makeSound } from '../media-files.ts';
import { cardOf, external, networkOf, setUpOptimizer } from '../optimizing.ts';
import { runProgram } from '../run-program.ts';

const { at, fresh, optimize, expectRefused } = setUpOptimizer();

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
