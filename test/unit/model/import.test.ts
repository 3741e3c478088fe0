import { describe, expect, it } from 'vitest';
import type { ImportAnswers } from '../../../src-inference/contract/index.ts';
import { pixelValuesOf } from '../../../src-inference/importer/card-text.ts';
import { likelyNormalisation } from '../../../src-inference/importer/conventions.ts';
import { parseClassNames } from '../../../src-inference/importer/labels.ts';
import { readOutput } from '../../../src-inference/importer/outputs.ts';
import { readInputs } from '../../../src-inference/importer/pictures.ts';
import type { NetworkFacts, NetworkPort } from '../../../src-inference/optimizer/index.ts';

const nothing: ImportAnswers = {
  labels: null,
  background: null,
  window: null,
  axes: null,
  frames: null,
  height: null,
  width: null,
  normalisation: null,
  mean: null,
  std: null,
  range: null,
  channels: null,
  output: null,
};

type Shape = readonly (number | string | null)[];
const port = (name: string, shape: Shape, type = 'float32'): NetworkPort => ({ name, shape, type });

function facts(
  inputs: readonly NetworkPort[],
  outputs: readonly NetworkPort[] = [port('y', [1, 8])],
): NetworkFacts {
  return {
    producer: '',
    opset: 17,
    inputs,
    outputs: outputs.map((one) => ({ ...one, operator: 'Gemm' })),
    externalFiles: [],
  };
}

const known = (network: NetworkFacts, answers: Partial<ImportAnswers> = {}) => {
  const reading = readInputs(network, { ...nothing, ...answers }, 'x.onnx');
  return reading.kind === 'known' ? reading.inputs : reading;
};

describe('the inputs of a network', () => {
  it('two pathways, the slow one first in whichever order they are', () => {
    const slow = port('a', [1, 3, 8, 64, 64]);
    const fast = port('b', [1, 3, 32, 64, 64]);
    for (const inputs of [
      [slow, fast],
      [fast, slow],
    ]) {
      expect(known(facts(inputs))).toMatchObject({
        size: { frames: 32 },
        pictures: [
          { name: 'a', frames: 8 },
          { name: 'b', frames: 32 },
        ],
      });
    }
  });

  it('a GRU: h0 is given back by hn, not by the answer', () => {
    const network = facts(
      [port('pictures', [1, 4, 3, 32, 32]), port('h0', [1, 1, 16])],
      [port('hn', [1, 1, 16]), port('y', [1, 1, 16])],
    );
    expect(known(network)).toMatchObject({ states: [{ input: { name: 'h0' }, output: 'hn' }] });
  });

  it('states without names that tell: in their order, behind the answer', () => {
    const network = facts(
      [port('image', [1, 3, 1, 32, 32]), port('s1', [1, 16]), port('s2', [1, 16])],
      [port('y', [1, 16]), port('o1', [1, 16]), port('o2', [1, 16])],
    );
    expect(known(network)).toMatchObject({ states: [{ output: 'o1' }, { output: 'o2' }] });
  });

  it('a size that is open is asked for', () => {
    expect(known(facts([port('x', ['batch', 3, null, 112, 112])]))).toMatchObject({
      kind: 'open',
      questions: [{ field: 'frames' }],
    });
    expect(known(facts([port('x', ['batch', 3, null, 112, 112])]), { frames: 16 })).toMatchObject({
      axes: 'NCTHW',
      size: { frames: 16 },
    });
  });

  it('axes that the shape does not show are asked for', () => {
    const open = facts([port('x', [null, null, null, null, null])]);
    expect(known(open)).toMatchObject({ kind: 'open', questions: [{ field: 'axes' }] });
    expect(known(open, { axes: 'NTHWC', frames: 8, height: 4, width: 5 })).toMatchObject({ axes: 'NTHWC' });
    expect(known(facts([port('x', [1, 24, 4, 5])]), { axes: 'N(TC)HW' })).toMatchObject({
      size: { frames: 8 },
    });
  });

  it('words are no pictures', () => {
    expect(() => known(facts([port('input_ids', [1, 77], 'int64')]))).toThrow(
      /none of its inputs looks like/,
    );
  });
});

describe('the output of a network', () => {
  const read = (operator: string, output: string | null = null) =>
    readOutput(
      [
        { name: 'map', type: 'float32', shape: [1, 16, 4, 4] },
        { name: 'y', type: 'float32', shape: [1, 8] },
        { name: 'hn', type: 'float32', shape: [1, 16] },
      ],
      { ...facts([]), outputs: [{ ...port('y', [1, 8]), operator }] },
      new Set(['hn']),
      { output },
      'x.onnx',
    );

  it('is the only one that answers classes and is no state', () => {
    expect(read('Gemm')).toMatchObject({
      kind: 'known',
      answer: { output: { name: 'y', activation: 'softmax', rows: 'one' }, classes: 8, others: ['map'] },
    });
  });

  it('answers probabilities behind a Softmax', () => {
    expect(read('Softmax')).toMatchObject({ answer: { output: { activation: 'none' } } });
  });

  it('is refused behind a Sigmoid, and when it answers no classes', () => {
    expect(() => read('Sigmoid')).toThrow(/several classes may hold at once/);
    expect(() => read('Gemm', 'map')).toThrow(/no output "map" that answers classes/);
  });
});

describe('names of classes', () => {
  it.each([
    ['a\r\nb\n\n', ['a', 'b']],
    ['["a", "b"]', ['a', 'b']],
    ['{"1": "b", "0": "a"}', ['a', 'b']],
    ['{"b": 1, "a": 0}', ['a', 'b']],
  ])('%j', (content, names) => {
    expect(parseClassNames(content, 'labels')).toEqual(names);
  });

  it.each(['[1, 2]', '{"a": 1, "b": 2}', '{', '{"0": ["a"]}'])('%j are none', (content) => {
    expect(() => parseClassNames(content, 'labels')).toThrow('is no list of names');
  });
});

describe('normalisation', () => {
  const usual = { inputNames: ['x'], axes: 'NCTHW', hasPathways: false, hasState: false, height: 224 };
  it.each([
    [{ inputNames: ['pixel_values'], axes: 'NTCHW' }, 'imagenet'],
    [{ hasPathways: true }, 'pytorchvideo'],
    [{ hasState: true }, 'zero-to-one'],
    [{ axes: 'TCHW' }, 'imagenet'],
    [{ axes: 'NTHWC' }, 'zero-to-one'],
    [{ height: 112 }, 'kinetics'],
    [{}, 'pytorchvideo'],
  ])('of %j is likely %s', (network, name) => {
    expect(likelyNormalisation({ ...usual, ...network })).toBe(name);
  });

  it('bytes need none; numbers that a person gives win', () => {
    expect(pixelValuesOf(nothing, 'uint8')).toEqual({});
    expect(pixelValuesOf(nothing, 'float32')).toBeNull();
    expect(pixelValuesOf({ ...nothing, mean: [0.5], std: [0.5] }, 'float32')).toEqual({
      mean: 0.5,
      std: 0.5,
    });
    expect(pixelValuesOf({ ...nothing, normalisation: 'zero-to-255' }, 'float32')).toEqual({
      range: [0, 255],
    });
  });
});
