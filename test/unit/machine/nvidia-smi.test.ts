import { expect, it } from 'vitest';
import { parseNvidiaSmi } from '../../../src-inference/machine/nvidia-smi.ts';
import { parsePowerMode } from '../../../src-inference/machine/power-mode.ts';

it('a graphics card at work', () => {
  expect(
    parseNvidiaSmi('NVIDIA GeForce RTX 4060, 37, 1204, 8188, 61, 1920, 58.21, 0x0000000000000000'),
  ).toEqual({
    gpu: {
      name: 'NVIDIA GeForce RTX 4060',
      loadPercent: 37,
      memoryMegabytes: 1204,
      totalMegabytes: 8188,
      celsius: 61,
      megahertz: 1920,
    },
    watts: 58.21,
    throttled: [],
  });
});

it.each([
  ['idle', '0x0000000000000001', []],
  ['the power limit', '0x0000000000000004', ['power']],
  ['heat, told by driver and hardware', '0x0000000000000060', ['heat']],
  ['heat and a weak supply', '0x00000000000000A0', ['heat', 'power']],
])('slowed down: %s', (_, mask, reasons) => {
  expect(parseNvidiaSmi(`T4, 1, 2, 3, 4, 5, 6, ${mask}`)?.throttled).toEqual(reasons);
});

it('the GPU of a Thor does not know its memory', () => {
  expect(parseNvidiaSmi('NVIDIA Thor, 98, [N/A], [N/A], 55, 1575, [N/A], [N/A]')).toMatchObject({
    gpu: { loadPercent: 98, memoryMegabytes: null, totalMegabytes: null, megahertz: 1575 },
    watts: null,
    throttled: [],
  });
});

it('no driver', () => {
  expect(parseNvidiaSmi("NVIDIA-SMI has failed because it couldn't communicate with the driver.")).toBeNull();
});

it.each([
  ['NV Power Mode: MODE_15W\n1\n', '15W'],
  ['NVPM WARN: fan mode is not set!\nNV Power Mode: MAXN\n0', 'MAXN'],
  ['usage: nvpmodel', null],
])('the power mode in %j', (output, mode) => {
  expect(parsePowerMode(output)).toBe(mode);
});
