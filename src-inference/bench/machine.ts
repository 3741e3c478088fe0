// Describes the machine on which speed is measured.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MachineInfo, ResourceUsage } from '../contract/index.ts';
import { cpuCapability, runtimeVersion } from '../model/index.ts';

const run = promisify(execFile);
const toolMilliseconds = 3000;
const hardware = '/sys/class/hwmon';
/** Drivers whose sensors sit on the CPU (Documentation/hwmon of the Linux kernel). */
const cpuSensors = ['coretemp', 'k10temp', 'zenpower', 'cpu_thermal', 'thermal_fan_est', 'acpitz'];
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
    gpu: await describeGpu(),
    temperatureC: temperature(),
    clockMhz: clock(),
  };
}

/** Memory and CPU time of this process since it started. */
export function resourceUsage(): ResourceUsage {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peakRssMb: Math.round(maxRSS / 1024), cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
}

async function describeGpu(): Promise<string | null> {
  const fields = 'name,utilization.gpu,temperature.gpu,clocks.sm';
  return (
    (await firstLine('nvidia-smi', [`--query-gpu=${fields}`, '--format=csv,noheader'])) ??
    // tegrastats prints a line every half second and does not end by itself.
    (await firstLine('tegrastats', ['--interval', '500']))
  );
}

async function firstLine(program: string, words: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run(program, words, { timeout: toolMilliseconds });
    return stdout.trim().split('\n')[0] || null;
  } catch (thrown) {
    const { stdout } = thrown as { stdout?: string };
    return stdout?.trim().split('\n')[0] || null;
  }
}

function temperature(): number | null {
  const values = entries(hardware).flatMap((sensor) => {
    const folder = join(hardware, sensor);
    if (!cpuSensors.includes(read(join(folder, 'name')) ?? '')) return [];
    const files = entries(folder).filter((name) => /^temp\d+_input$/.test(name));
    return files.map((name) => Number(read(join(folder, name)) ?? Number.NaN) / 1000).filter(Number.isFinite);
  });
  return values.length === 0 ? null : Math.round(Math.max(...values));
}

function cpuFlags(): readonly string[] {
  const line = read('/proc/cpuinfo')?.match(/^(?:flags|Features)\s*:(.*)$/m)?.[1] ?? '';
  const flags = line.trim().split(/\s+/);
  return kernelFlags.filter((flag) => flags.includes(flag));
}

function clock(): number | null {
  const lines = read('/proc/cpuinfo')?.match(/^cpu MHz\s*:\s*([\d.]+)/gm) ?? [];
  const values = lines.map((line) => Number(line.split(':')[1]));
  return values.length === 0
    ? null
    : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
