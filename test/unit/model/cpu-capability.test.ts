import { describe, expect, it } from 'vitest';
import {
  capabilities,
  capabilityNames,
  capabilityOf,
  force,
  runsOnCpu,
} from '../../../src-inference/model/cpu-capability.ts';

const avx512 = 'avx512f avx512bw avx512dq avx512vl';
const x64 = (flags: string): string => `processor\t: 0\nflags\t\t: fpu ${flags}\n`;
const arm64 = (flags: string): string => `processor\t: 0\nFeatures\t: fp ${flags}\n`;

describe('the row of a CPU follows from its flags', () => {
  it.each([
    ['x64', x64(`avx2 ${avx512} avx512_vnni`), 'x64-vnni'],
    ['x64', x64('avx2 avx_vnni'), 'x64-vnni'],
    ['x64', x64('avx2'), 'x64-avx2'],
    ['x64', x64(`avx2 ${avx512}`), 'x64-avx2'],
    ['x64', x64('avx2 avx_vnni_int8'), 'x64-avx2'],
    ['x64', x64('sse4_1'), 'x64-avx2'],
    ['x64', '', 'x64-avx2'],
    ['arm64', arm64('asimd asimddp i8mm'), 'arm64-i8mm'],
    ['arm64', arm64('asimd asimddp'), 'arm64-dotprod'],
    ['arm64', arm64('asimd'), 'arm64'],
    ['arm64', '', 'arm64'],
    // A thread may run on any core.
    ['arm64', arm64('asimd asimddp') + arm64('asimd'), 'arm64'],
  ] as const)('%s, %j: %3$s', (architecture, cpuInfo, name) => {
    expect(capabilityOf(architecture, cpuInfo).name).toBe(name);
  });
});

describe('the table', () => {
  it.each(capabilityNames)('%s makes what is fastest and right on it', (name) => {
    const { makes, rightTargets } = capabilities[name];
    expect(rightTargets[0]).toBe(makes);
    expect(rightTargets).toContain('x64');
  });

  it('8-bit weights are not right on x64 without VNNI', () => {
    for (const target of ['x64-vnni', 'arm64', 'tensorrt'] as const) {
      expect(runsOnCpu({ target }, capabilities['x64-avx2'])).toBe(false);
    }
    expect(runsOnCpu({ target: 'x64' }, capabilities['x64-avx2'])).toBe(true);
    expect(runsOnCpu({ target: null }, capabilities['x64-avx2'])).toBe(true);
  });
});

describe('another row can be forced for tests', () => {
  it('where its networks are right on this CPU', () => {
    expect(force(capabilities['x64-vnni'], 'x64-avx2').name).toBe('x64-avx2');
    expect(force(capabilities['x64-vnni'], 'arm64').name).toBe('arm64');
    expect(force(capabilities['x64-avx2'], 'x64-avx2').name).toBe('x64-avx2');
  });

  it('not where they would be wrong', () => {
    for (const name of capabilityNames.filter((one) => one !== 'x64-avx2')) {
      expect(() => force(capabilities['x64-avx2'], name)).toThrow(
        expect.objectContaining({ code: 'usage', message: expect.stringContaining('answer wrongly here') }),
      );
    }
  });

  it('nor a name that is no row', () => {
    expect(() => force(capabilities['x64-vnni'], 'pentium')).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('x64-vnni, x64-avx2') }),
    );
  });
});
