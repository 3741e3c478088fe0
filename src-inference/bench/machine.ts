// Describes the machine on which speed is measured.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { MachineInfo, MachineReading, ResourceUsage } from '../contract/index.ts';
import { MachineMonitor } from '../machine/index.ts';
import { cpuCapability, runtimeVersion } from '../model/index.ts';

/** CPU flags by which ONNX Runtime chooses its kernels. */
const kernelFlags = ['avx2', 'avx_vnni', 'avx512f', 'avx512_vnni', 'amx_int8', 'asimddp', 'i8mm', 'sve'];

export async function describeMachine(): Promise<MachineInfo> {
  return {
    cpu: cpus()[0]?.model.trim() ?? process.arch,
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 2 ** 20),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.versions.node,
    onnxruntime: runtimeVersion(),
    threads: availableParallelism(),
    target: cpuCapability().makes,
    cpuFlags: cpuFlags(),
    reading: await readMachine(),
  };
}

/** Memory and CPU time of this process since it started. */
export function resourceUsage(): ResourceUsage {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peakRssMb: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
}

async function readMachine(): Promise<MachineReading> {
  const monitor = new MachineMonitor();
  try {
    await monitor.hasBegun();
    return await monitor.read();
  } finally {
    monitor.stop();
  }
}

function cpuFlags(): readonly string[] {
  const line = readFileSync('/proc/cpuinfo', 'utf8').match(/^(?:flags|Features)\s*:(.*)$/m)?.[1] ?? '';
  const flags = line.trim().split(/\s+/);
  return kernelFlags.filter((flag) => flags.includes(flag));
}
