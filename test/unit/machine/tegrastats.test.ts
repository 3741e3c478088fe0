import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTegrastats, type TegraReading } from '../../../src-inference/machine/tegrastats.ts';

const folder = join(import.meta.dirname, '../../tegrastats');
const read = (name: string): string => readFileSync(join(folder, `${name}.txt`), 'utf8').trim();

const boards: Record<string, TegraReading> = {
  'jetpack4-nano': {
    ...{ memoryMegabytes: 1766, totalMegabytes: 3964, swapMegabytes: 12 },
    ...{ cpuMegahertz: 1224, cpuCelsius: 25, gpuPercent: 31, gpuMegahertz: null, gpuCelsius: 23.5 },
    watts: 2.545,
  },
  'jetpack4-xavier-nx': {
    ...{ memoryMegabytes: 2462, totalMegabytes: 7765, swapMegabytes: 0 },
    ...{ cpuMegahertz: 1190, cpuCelsius: 42, gpuPercent: 0, gpuMegahertz: 114, gpuCelsius: 40.5 },
    watts: 4.06,
  },
  // The GPU sensor of a sleeping GPU; no rail of the whole module: its parts, 2799 + 400 + 3532 + 0 + 502 mW.
  'jetpack5-agx-orin': {
    ...{ memoryMegabytes: 5059, totalMegabytes: 30623, swapMegabytes: 0 },
    ...{ cpuMegahertz: 1465, cpuCelsius: 47.3, gpuPercent: 44, gpuMegahertz: 611, gpuCelsius: null },
    watts: 7.233,
  },
  'jetpack6-orin-nano': {
    ...{ memoryMegabytes: 3120, totalMegabytes: 7620, swapMegabytes: 210 },
    ...{ cpuMegahertz: 1510, cpuCelsius: 71.2, gpuPercent: 99, gpuMegahertz: 624, gpuCelsius: 72.9 },
    watts: 14.25,
  },
  'jetpack7-agx-orin': {
    ...{ memoryMegabytes: 20642, totalMegabytes: 62817, swapMegabytes: null },
    ...{ cpuMegahertz: 1965, cpuCelsius: 52.968, gpuPercent: 0, gpuMegahertz: 1300, gpuCelsius: 50.1 },
    watts: 5.2,
  },
  'jetpack7-thor': {
    ...{ memoryMegabytes: 8870, totalMegabytes: 125772, swapMegabytes: null },
    ...{ cpuMegahertz: 972, cpuCelsius: 41.343, gpuPercent: null, gpuMegahertz: 1575, gpuCelsius: 40.25 },
    watts: 27.9,
  },
};

describe('a line of tegrastats', () => {
  it.each(Object.entries(boards))('of %s', (name, reading) => {
    expect(parseTegrastats(read(name))).toEqual(reading);
  });

  it('is nothing else', () => {
    expect(parseTegrastats('')).toBeNull();
    expect(parseTegrastats('tegrastats: command failed')).toBeNull();
  });

  it('may be cut off anywhere', () => {
    const lines = Object.keys(boards).map(read);
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.nat(600), (line, end) => {
        const reading = parseTegrastats(line.slice(0, end));
        for (const value of Object.values(reading ?? {})) {
          expect(value === null || Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });
});
