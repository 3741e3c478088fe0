// Networks in the forms in which libraries export them: each answers what the definition of its layer says.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import type { Clip } from '../../src-inference/windows/index.ts';
import {
  clipBytes,
  type Form,
  type FormCard,
  formGraph,
  formLabels,
  meanPictureScores,
  scoresOf,
  size,
  sizeLines,
  stateGraph,
  type Values,
  type Writing,
  writeForm,
} from '../exported-forms.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-forms-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fresh = (): string => join(folder, String(++count));

function clipOf(bytes: Uint8Array, startSeconds = 0): Clip {
  const length = size.height * size.width * 3;
  return {
    startSeconds,
    endSeconds: startSeconds + 1,
    frames: Array.from({ length: size.frames }, (_, i) => bytes.slice(i * length, (i + 1) * length)),
  };
}

async function answersOf(directory: string, clips: readonly Clip[]): Promise<readonly (readonly number[])[]> {
  const classifier = await openClassifier(await readModelCard(directory));
  try {
    const scores = await Promise.all(clips.map((clip) => classifier.classify(clip)));
    return scores.map(({ probabilities }) => probabilities);
  } finally {
    await classifier.close();
  }
}

function softmax(scores: readonly number[]): readonly number[] {
  const powers = scores.map(Math.exp);
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}

function expectNear(actual: readonly number[], expected: readonly number[], tolerance = 1e-4): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value)).toBeLessThan(tolerance);
  });
}

const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];
const normalised: Values = (byte, channel) => (byte / 255 - mean[channel]!) / std[channel]!;
const normalisation = [`mean: [${mean}]`, `std: [${std}]`];

interface Case {
  readonly form: Form;
  readonly lines?: readonly string[];
  readonly values?: Values;
  readonly card?: Partial<FormCard>;
  readonly writing?: Writing;
  readonly scores?: typeof scoresOf;
  readonly tolerance?: number;
}

const cases: readonly (readonly [string, Case])[] = [
  ...[
    'NCTHW',
    'NTCHW',
    'NTHWC',
    'TCHW',
    'THWC',
    'CTHW',
    '(NT)CHW',
    'N(TC)HW',
    'NMCTHW',
    'NMTCHW',
    'HWTC',
  ].map((axes) => [`axes ${axes}`, { form: { axes } }] as const),
  ['bytes in another order', { form: { axes: 'NTCHW', type: 'uint8' }, lines: [], values: (byte) => byte }],
  ['bytes, BGR', { form: { axes: 'NTHWC', type: 'uint8', bgr: true }, lines: [], values: (byte) => byte }],
  [
    'floats of 0 to 255',
    { form: { axes: 'NTHWC' }, lines: ['range: [0, 255]'], values: (byte) => byte, tolerance: 1e-3 },
  ],
  [
    'floats of -1 to 1',
    { form: { axes: 'NCTHW' }, lines: ['range: [-1, 1]'], values: (byte) => byte / 127.5 - 1 },
  ],
  [
    'a mean of pixels of 0 to 255, BGR, as Caffe has it',
    {
      form: { axes: 'NTCHW', bgr: true },
      lines: ['range: [0, 255]', 'mean: [123.675, 116.28, 103.53]', 'std: [58.395, 57.12, 57.375]'],
    },
  ],
  ['fp16 pictures, weights and answers', { form: { axes: 'NCTHW', type: 'float16' }, tolerance: 0.01 }],
  [
    'a symbolic batch',
    { form: { axes: 'NTCHW', symbolic: { N: 'batch' } }, writing: { symbolic: { 0: 'batch' } } },
  ],
  [
    'everything symbolic',
    {
      form: { axes: 'NCTHW', symbolic: { N: 'b', T: 't', H: 'h', W: 'w' } },
      writing: { symbolic: { 0: 'b', 2: 't', 3: 'h', 4: 'w' } },
    },
  ],
  ['several outputs, of which one counts', { form: { axes: 'NCTHW', features: true } }],
  [
    'names with slashes and colons',
    {
      form: { axes: 'NCTHW', input: 'serving/clip:0', output: '/head/proj/Gemm_output_0' },
      card: { output: 'name: /head/proj/Gemm_output_0, activation: softmax' },
    },
  ],
  [
    'a row for each picture: the mean of scores',
    {
      form: { axes: 'TCHW', perPicture: true },
      card: { output: 'name: logits, activation: softmax, rows: meanOfScores' },
      scores: meanPictureScores,
    },
  ],
  [
    'weights in a file of their own',
    { form: { axes: 'NCTHW' }, writing: { externalFile: 'network.onnx.data' } },
  ],
  [
    "what PyTorch's newer exporter writes: opset 18, IR 10, symbolic sizes, weights apart",
    {
      form: { axes: 'NCTHW', opset: 18, symbolic: { N: 's77' } },
      writing: {
        symbolic: { 0: 's77' },
        irVersion: 10,
        externalFile: 'network.onnx.data',
        producer: ['pytorch', '2.7.0'],
      },
    },
  ],
  ['a branch, as the older one writes squeeze', { form: { axes: 'NCTHW' }, writing: { branch: true } }],
  ...[9, 11, 13, 16, 18, 20, 22].map(
    (opset) => [`opset ${opset}`, { form: { axes: 'NTCHW', opset } }] as const,
  ),
];

describe('a network in the form of', () => {
  it.each(cases)('%s', async (_, {
    form,
    lines = normalisation,
    values = normalised,
    card,
    writing,
    scores,
    tolerance,
  }) => {
    const graph = formGraph(form);
    const input = [
      `axes: ${form.axes}`,
      `name: "${form.input ?? 'clip'}"`,
      ...sizeLines,
      ...(form.type === undefined ? [] : [`type: ${form.type}`]),
      ...(form.bgr ? ['channels: BGR'] : []),
      ...lines,
    ];
    const directory = writeForm(fresh(), graph, { input, ...card }, writing);
    const clips = [1, 2].map(clipBytes);
    const answers = await answersOf(
      directory,
      clips.map((bytes) => clipOf(bytes)),
    );
    answers.forEach((answer, i) => {
      expectNear(answer, softmax((scores ?? scoresOf)(clips[i]!, values)), tolerance);
    });
  });
});

describe('several rows', () => {
  const input = ['axes: TCHW', 'name: clip', ...sizeLines, ...normalisation];
  const graph = formGraph({ axes: 'TCHW', perPicture: true });
  const bytes = clipBytes(3);

  /** What each picture alone would be answered with: the mean over a clip that shows it all the time. */
  const rows = Array.from({ length: size.frames }, (_, t) => {
    const length = bytes.length / size.frames;
    const still = bytes.map((_value, i) => bytes[t * length + (i % length)]!);
    return softmax(meanPictureScores(still, normalised));
  });

  it('the mean of the probabilities', async () => {
    const output = 'name: logits, activation: softmax, rows: meanOfProbabilities';
    const [answer] = await answersOf(writeForm(fresh(), graph, { input, output }), [clipOf(bytes)]);
    expectNear(
      answer!,
      formLabels.map((_, k) => rows.reduce((all, row) => all + row[k]!, 0) / rows.length),
    );
  });

  it('the last one', async () => {
    const output = 'name: logits, activation: softmax, rows: last';
    const [answer] = await answersOf(writeForm(fresh(), graph, { input, output }), [clipOf(bytes)]);
    expectNear(answer!, rows.at(-1)!);
  });

  it('without a word on them is refused, with what to write', async () => {
    await expect(answersOf(writeForm(fresh(), graph, { input }), [])).rejects.toMatchObject({
      code: 'model_mismatch',
      message: expect.stringContaining('4 x 3 float32'),
      hint: expect.stringContaining('rows: meanOfScores'),
      line: 12,
    });
  });
});

describe('a state from window to window', () => {
  const state = [
    'state:',
    '  - { input: state/total, output: new_state/total, shape: [1, 1] }',
    '  - { input: state/count, output: new_state/count }',
  ];
  const input = ['axes: NCTHW', 'name: clip', ...sizeLines, 'range: [0, 1]'];
  const window = '{ seconds: 1, hopSeconds: 1 }';
  const grey = (value: number, start: number): Clip => clipOf(clipBytes(1).fill(value), start);
  const expected = (average: number): readonly number[] => softmax([average, -average, 0]);
  const made = (): string => writeForm(fresh(), stateGraph(), { input: [...input, ...state], window });

  it('goes on where windows touch, and begins with zeros where they do not', async () => {
    const clips = [grey(255, 0), grey(0, 1), grey(0, 2), grey(255, 0), grey(0, 1), grey(51, 3)];
    const answers = await answersOf(made(), clips);
    [1, 1 / 2, 1 / 3, 1, 1 / 2, 1 / 5].forEach((average, i) => {
      expectNear(answers[i]!, expected(average));
    });
  });

  it('needs windows that touch', async () => {
    const overlapping = writeForm(fresh(), stateGraph(), {
      input: [...input, ...state],
      window: '{ seconds: 1, hopSeconds: 0.5 }',
    });
    await expect(readModelCard(overlapping)).rejects.toMatchObject({
      code: 'model_card_invalid',
      message: expect.stringContaining('window.hopSeconds'),
      line: 3,
    });
  });

  it('that the card does not name is refused, with both lists of names', async () => {
    const directory = writeForm(fresh(), stateGraph(), { input, window });
    await expect(answersOf(directory, [])).rejects.toMatchObject({
      code: 'model_mismatch',
      message: expect.stringMatching(/"clip", the network has "clip", "state\/total", "state\/count"/),
      hint: expect.stringContaining('state'),
    });
  });

  it('whose size is open needs a shape', async () => {
    const lines = state.map((line) => line.replace(', shape: [1, 1]', ''));
    const directory = writeForm(fresh(), stateGraph(), { input: [...input, ...lines], window });
    await expect(answersOf(directory, [])).rejects.toMatchObject({
      code: 'model_mismatch',
      hint: expect.stringContaining('shape: [...]'),
    });
  });

  it('that an output of another kind is to give back is refused', async () => {
    const lines = state.map((line) => line.replace('new_state/count', 'logits'));
    const directory = writeForm(fresh(), stateGraph(), { input: [...input, ...lines], window });
    await expect(answersOf(directory, [])).rejects.toMatchObject({
      code: 'model_mismatch',
      message: expect.stringContaining('the state "state/count" is 1 int64'),
    });
  });
});

describe('a card that does not fit', () => {
  it('names its line, both shapes, and what to write', async () => {
    const input = ['layout: clip', 'name: clip', ...sizeLines, ...normalisation];
    const directory = writeForm(fresh(), formGraph({ axes: 'NTCHW' }), { input });
    await expect(answersOf(directory, [])).rejects.toMatchObject({
      code: 'model_mismatch',
      message: expect.stringMatching(
        /"clip" is 1 x 3 x 4 x 6 x 5 float32, network.onnx has 1 x 4 x 3 x 6 x 5 float32/,
      ),
      where: join(directory, 'model.yaml'),
      line: 5,
      hint: expect.stringContaining('axes: NTCHW, type: float32, frames: 4, height: 6, width: 5'),
    });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['neither layout nor axes', ['name: clip', 'range: [0, 1]'], /input.axes is missing/],
    ['axes of which one is missing', ['axes: NTCH', 'name: clip', 'range: [0, 1]'], /T, C, H and W once/],
    [
      'a layout and axes',
      ['layout: clip', 'axes: NTCHW', 'name: clip', ...normalisation],
      /contradicts "layout: clip"/,
    ],
    ['floats without normalisation', ['axes: NTCHW', 'name: clip'], /input.mean is missing/],
    [
      'bytes with a mean',
      ['axes: NTCHW', 'name: clip', 'type: uint8', 'mean: 0.5'],
      /bytes go in as they are/,
    ],
    [
      'pathways with one name',
      ['layout: pathways', 'name: clip', ...normalisation],
      /slow and fast have names/,
    ],
    ['no name', ['layout: clip', ...normalisation], /input.name is missing/],
    ['a range of one value', ['axes: NTCHW', 'name: clip', 'range: [1, 1]'], /two numbers that differ/],
  ])('says of %s what is wrong', async (_, lines, message) => {
    const directory = writeForm(fresh(), formGraph({ axes: 'NTCHW' }), { input: [...lines, ...sizeLines] });
    await expect(readModelCard(directory)).rejects.toMatchObject({
      code: 'model_card_invalid',
      message: expect.stringMatching(message),
    });
  });
});

describe('weights in a file of their own', () => {
  const input = ['axes: NCTHW', 'name: clip', ...sizeLines, ...normalisation];
  const made = (): string =>
    writeForm(fresh(), formGraph({ axes: 'NCTHW' }), { input }, { externalFile: 'weights.data' });

  it.each<[string, (directory: string) => void]>([
    ['that are gone', (directory) => rmSync(join(directory, 'weights.data'))],
    [
      'that lie outside of the folder',
      (directory) => {
        const outside = fresh();
        mkdirSync(outside);
        renameSync(join(directory, 'weights.data'), join(outside, 'weights.data'));
        symlinkSync(join(outside, 'weights.data'), join(directory, 'weights.data'));
      },
    ],
  ])('%s are not read', async (_, move) => {
    const directory = made();
    move(directory);
    await expect(answersOf(directory, [])).rejects.toMatchObject({
      code: 'model_invalid',
      hint: expect.stringMatching(/^Put the file with its weights beside it.*weights\.data/),
    });
  });
});
