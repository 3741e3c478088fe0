import { describe, expect, it } from 'vitest';
import type { NetworkTarget, Precision } from '../../../src-inference/contract/index.ts';
import type { ModelCard, ModelFile } from '../../../src-inference/model/card.ts';
import { chooseNetwork, type Machine } from '../../../src-inference/model/choice.ts';
import { type CapabilityName, capabilities } from '../../../src-inference/model/cpu-capability.ts';

type Files = Partial<Record<Exclude<Precision, 'int8'>, NetworkTarget | null>> & {
  readonly int8?: readonly (NetworkTarget | null)[];
};

function card({ int8, ...others }: Files, backend: Partial<ModelCard['backend']> = {}): ModelCard {
  const file = (target: NetworkTarget | null): ModelFile => ({
    path: '',
    bytes: 1,
    sha256: null,
    place: { where: '', line: 1, column: 1 },
    input: null as never,
    target,
    quality: null,
    agreement: null,
  });
  const single = Object.entries(others).map(([precision, target]) => [precision, file(target)]);
  return {
    directory: 'models/x',
    name: 'x',
    description: '',
    labels: [],
    background: null,
    window: { seconds: 1, hopSeconds: 1 },
    input: null as never,
    output: { name: 'y', activation: 'softmax', rows: 'one' },
    places: null as never,
    files: { ...Object.fromEntries(single), fp32: file(null), ...(int8 && { int8: int8.map(file) }) },
    backend: {
      name: 'auto',
      device: 0,
      fp16: true,
      int8: true,
      dla: null,
      engineCache: null,
      workspaceMegabytes: null,
      ...backend,
    },
  };
}

const absent = { what: 'the library is not installed', hint: 'Install it.' };
function machine(cpu: CapabilityName, there: readonly ('cuda' | 'tensorrt')[] = []): Machine {
  return {
    cpu: capabilities[cpu],
    missing: {
      cpu: null,
      cuda: there.includes('cuda') ? null : absent,
      tensorrt: there.includes('tensorrt') ? null : absent,
    },
  };
}
const noWish = { precision: null, target: null, backend: null };
const full = { fp32Lowered: null, int8: ['x64-vnni'], int8Qdq: 'tensorrt' } as const;
const both = { int8: ['x64', 'x64-vnni'] } as const;

describe('the best network for the machine', () => {
  it.each([
    ['8-bit weights with VNNI', both, machine('x64-vnni'), 'int8', 'x64-vnni', 'cpu'],
    ['7-bit weights without VNNI', both, machine('x64-avx2'), 'int8', 'x64', 'cpu'],
    ['float where 8-bit weights would overflow', full, machine('x64-avx2'), 'fp32Lowered', null, 'cpu'],
    ['7-bit weights everywhere', { int8: ['x64'] }, machine('x64-vnni'), 'int8', 'x64', 'cpu'],
    ['7-bit weights on arm64 too', { int8: ['x64'] }, machine('arm64'), 'int8', 'x64', 'cpu'],
    ['8-bit weights on arm64', both, machine('arm64'), 'int8', 'x64-vnni', 'cpu'],
    ['arm64 with its own', { int8: ['x64-vnni', 'arm64'] }, machine('arm64-dotprod'), 'int8', 'arm64', 'cpu'],
    ['the one for any machine', { int8: [null] }, machine('x64-avx2'), 'int8', null, 'cpu'],
    ['lowered float on x64', { fp32Lowered: null }, machine('x64-avx2'), 'fp32Lowered', null, 'cpu'],
    ['float as exported on arm64', { fp32Lowered: null }, machine('arm64-i8mm'), 'fp32', null, 'cpu'],
    ['only what there is', {}, machine('x64-vnni'), 'fp32', null, 'cpu'],
    ['CUDA before the CPU', full, machine('x64-vnni', ['cuda']), 'fp32', null, 'cuda'],
    [
      'TensorRT before all',
      full,
      machine('x64-avx2', ['cuda', 'tensorrt']),
      'int8Qdq',
      'tensorrt',
      'tensorrt',
    ],
  ] as const)('%s', (_, files, on, precision, target, backend) => {
    const choice = chooseNetwork(card(files), on, noWish);
    expect(choice).toMatchObject({ precision, target, backend });
    expect(choice.reason).not.toBe('');
  });

  it.each([
    [both, 'the int8 network for x64 is the fastest whose answers are right on this CPU (x64 without VNNI)'],
    [
      full,
      'the int8 network is made for x64-vnni; this CPU is x64 without VNNI, where its answers would be wrong',
    ],
    [{ fp32Lowered: null }, 'the card has no int8 network'],
  ] as const)('the reason is one sentence', (files, reason) => {
    expect(chooseNetwork(card(files), machine('x64-avx2'), noWish).reason).toBe(reason);
  });

  it('is what was asked for, where it was made to run', () => {
    expect(
      chooseNetwork(card(full), machine('x64-vnni', ['tensorrt']), { ...noWish, precision: 'int8' }),
    ).toEqual({
      precision: 'int8',
      target: 'x64-vnni',
      backend: 'cpu',
      reason: 'it was asked for',
    });
    expect(
      chooseNetwork(card(full), machine('x64-vnni'), { ...noWish, precision: 'int8Qdq', backend: 'cpu' }),
    ).toMatchObject({
      precision: 'int8Qdq',
      backend: 'cpu',
    });
  });

  it('leaves int8 out where the card does not want it', () => {
    const choice = chooseNetwork(card(full, { int8: false }), machine('x64-vnni', ['tensorrt']), noWish);
    expect(choice).toMatchObject({ precision: 'fp32', backend: 'tensorrt' });
  });
});

describe('what is asked for and not there is a clear error', () => {
  it('a backend of the card', () => {
    expect(() => chooseNetwork(card(full, { name: 'tensorrt' }), machine('x64-vnni'), noWish)).toThrow(
      expect.objectContaining({ code: 'backend_unavailable', hint: 'Install it.' }),
    );
  });

  it('a network that the card does not have', () => {
    expect(() => chooseNetwork(card({}), machine('x64-vnni'), { ...noWish, precision: 'int8' })).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        hint: expect.stringContaining('stepwatch optimize'),
      }),
    );
  });

  it('no int8 on a DLA: TensorRT takes no explicit quantization there', () => {
    const choice = chooseNetwork(card(full, { dla: 0 }), machine('x64-vnni', ['tensorrt']), noWish);
    expect(choice).toMatchObject({ precision: 'fp32', backend: 'tensorrt' });
  });

  it.each(['int8', 'int8Qdq'] as const)('%s whose answers would be wrong on this CPU', (precision) => {
    expect(() => chooseNetwork(card(full), machine('x64-avx2'), { ...noWish, precision })).toThrow(
      expect.objectContaining({
        code: 'cpu_unsuitable',
        message: expect.stringContaining('x64 without VNNI'),
        hint: expect.stringContaining('stepwatch optimize models/x --target x64'),
      }),
    );
  });

  it('one of several for another target is not taken in its place', () => {
    const wish = { ...noWish, precision: 'int8', target: 'x64-vnni' } as const;
    expect(() => chooseNetwork(card(both), machine('x64-avx2'), wish)).toThrow(
      expect.objectContaining({ code: 'cpu_unsuitable' }),
    );
    expect(chooseNetwork(card(both), machine('x64-vnni'), { ...wish, target: 'x64' }).target).toBe('x64');
  });
});
