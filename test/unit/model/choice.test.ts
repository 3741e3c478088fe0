import { describe, expect, it } from 'vitest';
import type { Precision } from '../../../src-inference/contract/index.ts';
import type { ModelCard } from '../../../src-inference/model/card.ts';
import { chooseNetwork, type Machine } from '../../../src-inference/model/choice.ts';
import type { Target } from '../../../src-inference/model/targets.ts';

function card(
  files: Partial<Record<Precision, Target | null>>,
  backend: Partial<ModelCard['backend']> = {},
): ModelCard {
  const file = (target: Target | null) => ({
    path: '',
    bytes: 1,
    input: null as never,
    target,
    quality: null,
    agreement: null,
  });
  const all = Object.entries({ fp32: null, ...files }).map(([precision, target]) => [
    precision,
    file(target),
  ]);
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
    files: Object.fromEntries(all),
    backend: {
      name: 'auto',
      device: 0,
      fp16: true,
      int8: true,
      engineCache: null,
      workspaceMegabytes: null,
      ...backend,
    },
  };
}

const absent = { what: 'the library is not installed', hint: 'Install it.' };
function machine(cpu: Machine['cpu'], there: readonly ('cuda' | 'tensorrt')[] = []): Machine {
  return {
    cpu,
    missing: {
      cpu: null,
      cuda: there.includes('cuda') ? null : absent,
      tensorrt: there.includes('tensorrt') ? null : absent,
    },
  };
}
const noWish = { precision: null, backend: null };
const full = { fp32Lowered: null, int8: 'x64-vnni', int8Qdq: 'tensorrt' } as const;

describe('the best network for the machine', () => {
  it.each([
    ['int8 on a CPU with VNNI', full, machine('x64-vnni'), 'int8', 'cpu'],
    ['float where int8 would overflow', full, machine('x64'), 'fp32Lowered', 'cpu'],
    ['7-bit weights everywhere', { ...full, int8: 'x64' }, machine('arm64'), 'int8', 'cpu'],
    ['arm64 with its own', { int8: 'arm64' }, machine('arm64'), 'int8', 'cpu'],
    ['only what there is', {}, machine('x64-vnni'), 'fp32', 'cpu'],
    ['CUDA before the CPU', full, machine('x64-vnni', ['cuda']), 'fp32', 'cuda'],
    ['TensorRT before all', full, machine('x64-vnni', ['cuda', 'tensorrt']), 'int8Qdq', 'tensorrt'],
  ] as const)('%s', (_, files, on, precision, backend) => {
    const choice = chooseNetwork(card(files), on, noWish);
    expect(choice).toMatchObject({ precision, backend });
    expect(choice.reason).not.toBe('');
  });

  it('is what was asked for, where it was made to run', () => {
    expect(
      chooseNetwork(card(full), machine('x64-vnni', ['tensorrt']), { precision: 'int8', backend: null }),
    ).toEqual({
      precision: 'int8',
      backend: 'cpu',
      reason: 'it was asked for',
    });
    expect(
      chooseNetwork(card(full), machine('x64-vnni'), { precision: 'int8Qdq', backend: 'cpu' }),
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
    expect(() => chooseNetwork(card({}), machine('x64-vnni'), { precision: 'int8', backend: null })).toThrow(
      expect.objectContaining({
        code: 'model_not_found',
        hint: expect.stringContaining('stepwatch optimize'),
      }),
    );
  });
});
