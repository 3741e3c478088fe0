import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  loadBetween,
  ownSeconds,
  parseBusySeconds,
  parseProcessTimes,
  parseStallSeconds,
  readLoadCounters,
} from '../../../src-main/cli/machine-load.ts';

describe('load of the machine', () => {
  it('busy time is all but idle and waiting for a disk, with time that the hypervisor took away', () => {
    const stat = 'cpu  100 20 30 5000 400 1 2 47 9 9\ncpu0 1 1 1 1 1 1 1 1 1 1\nintr 5\n';
    expect(parseBusySeconds(stat)).toBe(2);
  });

  it('a process is read with any name, and its ended children count', () => {
    const stat = '42 (a (b) c) S 7 42 42 0 -1 4194560 9 9 9 9 100 50 30 20 20 0 1 0 1 1 1';
    expect(parseProcessTimes(stat)).toEqual({ pid: 42, parent: 7, cpuSeconds: 2 });
  });

  it('own time is that of the whole tree below this program', () => {
    const times = [
      { pid: 1, parent: 0, cpuSeconds: 100 },
      { pid: 5, parent: 1, cpuSeconds: 1 },
      { pid: 6, parent: 5, cpuSeconds: 2 },
      { pid: 7, parent: 6, cpuSeconds: 4 },
      { pid: 8, parent: 1, cpuSeconds: 50 },
    ];
    expect(ownSeconds(5, times)).toBe(7);
  });

  it('pressure is unknown on a kernel without it', () => {
    const pressure = 'some avg10=0.00 avg60=0.00 avg300=0.00 total=2500000\nfull avg10=0.00 total=1\n';
    expect(parseStallSeconds(pressure)).toBe(2.5);
    expect(parseStallSeconds(null)).toBeNull();
  });

  it('what this program used is not the load of others', () => {
    const from = { atSeconds: 10, busySeconds: 100, ownSeconds: 20, memoryStallSeconds: 1 };
    const to = { atSeconds: 14, busySeconds: 108, ownSeconds: 26, memoryStallSeconds: 1.2 };
    expect(loadBetween(from, to)).toEqual({ otherCores: 0.5, memoryPressurePercent: 5 });
    expect(loadBetween(from, { ...to, memoryStallSeconds: null }).memoryPressurePercent).toBeNull();
  });

  it('the work of a child counts as own, while it runs and after its end', async () => {
    const before = readLoadCounters()!;
    // It works until it has used this much, however busy the machine is.
    const work =
      'while (process.cpuUsage().user < 600_000); process.stdout.write("done"); process.stdin.resume();';
    const child = spawn(process.execPath, ['-e', work], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const during = readLoadCounters()!;
    child.stdin.end();
    await once(child, 'close');
    const after = readLoadCounters()!;
    expect(during.ownSeconds - before.ownSeconds).toBeGreaterThan(0.5);
    expect(after.ownSeconds).toBeGreaterThanOrEqual(during.ownSeconds);
    expect(after.busySeconds - before.busySeconds).toBeGreaterThan(0.5);
  });
});
