// stepwatch model import, as a person types it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../../src-inference/contract/index.ts';
import { readModelCard } from '../../src-inference/model/index.ts';
import { clipGraph } from '../clip-models.ts';
import { formGraph, stateGraph, writeNetwork } from '../exported-forms.ts';
import { makeVideo } from '../media-files.ts';
import { type ProgramEnd, runProgram } from '../run-program.ts';

const cli = resolve(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-import-'));
const video = join(folder, 'video.mp4');
beforeAll(() => void makeVideo(video, { frames: 60 }));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fresh = (): string => join(folder, String(++count));

function typed(file: string, ...words: string[]): ProgramEnd {
  return runProgram(process.execPath, [cli, 'model', 'import', file, '--try', video, ...words]);
}

function imported(file: string, ...words: string[]): Extract<ImportResult, { kind: 'imported' }> {
  const { stdout, stderr, status } = typed(file, '--json', ...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

function refused(file: string, ...words: string[]): { code: string; message: string; hint: string } {
  const { stdout, status } = typed(file, '--json', ...words);
  expect(status).toBe(2);
  return JSON.parse(stdout).error;
}

const usual = ['--window', '1', '--labels', 'numbered', '--normalisation', 'imagenet'];

describe('stepwatch model import', () => {
  it('writes a card beside the network, tries it, and the card is read again', async () => {
    const directory = fresh();
    const file = writeNetwork(join(directory, 'mine.onnx'), clipGraph(), { producer: ['pytorch', '2.7.0'] });
    const labels = join(folder, 'labels.txt');
    writeFileSync(labels, 'red\ngreen\nyes\nnothing at all\n');
    const { card, text, trial, seen } = imported(
      file,
      ...[
        '--window',
        '1',
        '--labels',
        labels,
        '--normalisation',
        'pytorchvideo',
        '--background',
        'nothing at all',
      ],
    );
    expect(card).toBe(join(directory, 'model.yaml'));
    expect(readFileSync(card, 'utf8')).toBe(text);
    expect(seen).toContain('opset 17, written by pytorch 2.7.0');
    expect(seen).toContain('pictures: 8 of 32 x 32, axes NCTHW');
    expect(trial).toMatchObject({ video, isConstant: false });
    expect(trial.windows).toHaveLength(3);
    expect(await readModelCard(directory)).toMatchObject({
      name: 'mine',
      background: 'nothing at all',
      labels: [{ name: 'red' }, { name: 'green' }, { name: 'yes' }, { name: 'nothing at all' }],
      window: { seconds: 1, hopSeconds: 0.5 },
      input: {
        frames: 8,
        tensors: [{ name: 'clip', axes: 'NCTHW', normalisation: { mean: [0.45, 0.45, 0.45] } }],
      },
      output: { name: 'logits', activation: 'softmax', rows: 'one' },
    });
  });

  it('lists what is missing where nobody can be asked, and writes nothing', () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), clipGraph());
    const error = refused(file);
    expect(error.code).toBe('usage');
    for (const option of [
      '--window SECONDS',
      '--labels FILE',
      '--normalisation NAME, or --mean and --std (likely',
    ]) {
      expect(error.hint).toContain(option);
    }
    expect(existsSync(join(file, '../model.yaml'))).toBe(false);
  });

  it('copies the network and the file of its weights into another folder', async () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), formGraph({ axes: 'NTCHW' }), {
      externalFile: 'mine.onnx.data',
    });
    const directory = join(fresh(), 'new');
    const { seen } = imported(file, ...usual, '--directory', directory);
    expect(seen).toContain('weights in files of their own: mine.onnx.data');
    expect(existsSync(join(directory, 'mine.onnx.data'))).toBe(true);
    expect((await readModelCard(directory)).files.fp32.path).toBe(join(directory, 'mine.onnx'));
    expect(refused(file, ...usual, '--directory', directory)).toMatchObject({
      code: 'output_unwritable',
      hint: expect.stringContaining('--force'),
    });
    imported(file, ...usual, '--directory', directory, '--force');
  });

  it('asks for the sizes that are open, and takes the answers', async () => {
    const form = { axes: 'NCTHW', symbolic: { N: 'b', T: 't', H: 'h', W: 'w' } } as const;
    const writing = { symbolic: { 0: 'b', 2: 't', 3: 'h', 4: 'w' } };
    const file = writeNetwork(join(fresh(), 'mine.onnx'), formGraph(form), writing);
    expect(refused(file, ...usual).hint).toMatch(/--frames COUNT; --height PIXELS; --width PIXELS/);
    imported(file, ...usual, '--frames', '4', '--height', '6', '--width', '5');
    expect(await readModelCard(join(file, '..'))).toMatchObject({
      input: { frames: 4, height: 6, width: 5 },
    });
  });

  it('asks which of several outputs counts', () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), formGraph({ axes: 'NCTHW', features: true }));
    expect(refused(file, ...usual).hint).toContain('--output NAME (likely logits)');
    const { text, seen } = imported(file, ...usual, '--output', 'logits');
    expect(text).toContain('output: { name: logits, activation: softmax }');
    expect(seen).toContain('other outputs, which are left out: "features"');
  });

  it('takes the mean of the rows of a network over pictures', () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), formGraph({ axes: 'TCHW', perPicture: true }));
    expect(imported(file, ...usual).text).toContain('rows: meanOfScores');
  });

  it('finds the states of a network, and which outputs they come from', async () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), stateGraph());
    imported(file, '--window', '0.5', '--labels', 'numbered', '--normalisation', 'zero-to-one');
    expect(await readModelCard(join(file, '..'))).toMatchObject({
      window: { seconds: 0.5, hopSeconds: 0.5 },
      input: {
        state: [
          { input: 'state/total', output: 'new_state/total', shape: [1, 1] },
          { input: 'state/count', output: 'new_state/count', shape: [1] },
        ],
      },
    });
  });

  it.each<[string, (file: string) => void, string[], RegExp]>([
    ['weights of PyTorch', (file) => writeFileSync(file, 'PK no network'), usual, /no ONNX network/],
    [
      'an input that is neither pictures nor a state',
      (file) => {
        const graph = formGraph({ axes: 'NCTHW' });
        writeNetwork(file, {
          ...graph,
          inputs: [...graph.inputs, { name: 'mask', type: 'bool', shape: [1, 9] }],
        });
      },
      usual,
      /input "mask" \(1 x 9 bool\) is neither pictures nor a state/,
    ],
    [
      'a batch of several clips',
      (file) => {
        const graph = formGraph({ axes: 'NCTHW' });
        writeNetwork(file, { ...graph, inputs: [{ name: 'clip', type: 'float32', shape: [2, 3, 4, 6, 5] }] });
      },
      usual,
      /"clip" \(2 x 3 x 4 x 6 x 5\) takes 2 clips at once/,
    ],
    [
      'too few labels',
      (file) => writeNetwork(file, clipGraph()),
      [...usual, '--labels', 'LABELS'],
      /names 2 classes/,
    ],
    [
      'axes that are none',
      (file) => writeNetwork(file, clipGraph()),
      [...usual, '--axes', 'XY'],
      /no order of axes/,
    ],
    [
      'axes that do not fit',
      (file) => writeNetwork(file, clipGraph()),
      [...usual, '--axes', 'NTCHW'],
      /does not run on/,
    ],
  ])('refuses %s with one clear error', (_, make, words, message) => {
    const file = join(fresh(), 'mine.onnx');
    mkdirSync(join(file, '..'));
    make(file);
    const labels = join(file, '../labels.json');
    writeFileSync(labels, '["a", "b"]');
    const error = refused(file, ...words.map((word) => (word === 'LABELS' ? labels : word)));
    expect(error.message).toMatch(message);
    expect(error.hint).toBeTruthy();
    expect(existsSync(join(file, '../model.yaml'))).toBe(false);
  });

  it('refuses a network whose weights are not there', () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), formGraph({ axes: 'NCTHW' }), {
      externalFile: 'w.data',
    });
    renameSync(join(file, '../w.data'), join(folder, 'w.data'));
    expect(refused(file, ...usual)).toMatchObject({
      code: 'model_invalid',
      message: expect.stringContaining('"w.data"'),
    });
  });

  it('asks on a terminal, suggests what is likely, and asks again for what is no answer', async () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), clipGraph());
    // A terminal of its own: the standard input of a test is none.
    const terminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
    const words = [process.execPath, cli, 'model', 'import', file, '--try', video];
    const { stdout, status } = runProgram('python3', ['-c', terminal, ...words], {
      input: '\nlong\n1\nnumbered\n',
    });
    expect(stdout).toContain('[pytorchvideo]');
    expect(stdout.match(/How many seconds of video/g)).toHaveLength(2);
    expect(status).toBe(0);
    const card = await readModelCard(join(file, '..'));
    expect(card.input.tensors[0]).toMatchObject({ normalisation: { std: [0.225, 0.225, 0.225] } });
  });

  it('says for people what it saw and what it wrote', () => {
    const file = writeNetwork(join(fresh(), 'mine.onnx'), clipGraph());
    const { stdout, status } = typed(file, ...usual);
    expect(status).toBe(0);
    expect(stdout).toContain('answer: "logits" 1 x 4, 4 classes');
    expect(stdout).toMatch(/tried on .*video.mp4: 3 windows, [\d.]+ ms each/);
    expect(stdout).toContain('model.yaml was written');
  });
});
