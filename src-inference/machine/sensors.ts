// What the Linux kernel tells of every machine: temperatures, clocks, memory, throttling.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ThrottleReason } from '../contract/index.ts';

/** Drivers whose sensors sit on the CPU (Documentation/hwmon of the Linux kernel). */
const cpuSensors = ['coretemp', 'k10temp', 'zenpower', 'cpu_thermal', 'thermal_fan_est', 'acpitz'];

export interface SensorReading {
  readonly memoryMegabytes: number | null;
  readonly totalMegabytes: number | null;
  readonly swapMegabytes: number | null;
  readonly cpuCelsius: number | null;
  readonly cpuMegahertz: number | null;
  /** How often it was slowed down for each reason since it was switched on: it is so now when a count has grown. */
  readonly throttleCounts: Readonly<Record<ThrottleReason, number>>;
}

/** @param root Folder that holds `sys` and `proc`: `/`, or a copy for a test. */
export async function readSensors(root = '/'): Promise<SensorReading> {
  const [memory, cpuCelsius, cpuMegahertz, throttleCounts] = await Promise.all([
    readMemory(root),
    readCpuTemperature(root),
    readCpuClock(root),
    readThrottleCounts(root),
  ]);
  return { ...memory, cpuCelsius, cpuMegahertz, throttleCounts };
}

async function readMemory(
  root: string,
): Promise<Pick<SensorReading, 'memoryMegabytes' | 'totalMegabytes' | 'swapMegabytes'>> {
  const text = (await read(join(root, 'proc/meminfo'))) ?? '';
  const kilobytes = (name: string): number | null => {
    const found = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  const megabytes = (all: number | null, free: number | null): number | null =>
    all === null || free === null ? null : Math.round((all - free) / 1024);
  const total = kilobytes('MemTotal');
  return {
    memoryMegabytes: megabytes(total, kilobytes('MemAvailable')),
    totalMegabytes: megabytes(total, 0),
    swapMegabytes: megabytes(kilobytes('SwapTotal'), kilobytes('SwapFree')),
  };
}

/** The hottest one. */
async function readCpuTemperature(root: string): Promise<number | null> {
  const folders = await list(root, 'sys/class/hwmon');
  const values = await Promise.all(
    folders.map(async (folder) => {
      if (!cpuSensors.includes((await read(join(folder, 'name'))) ?? '')) return [];
      const files = (await list('/', folder)).filter((path) => /\/temp\d+_input$/.test(path));
      return await Promise.all(files.map(readNumber));
    }),
  );
  const known = values.flat().filter((value) => value !== null);
  return known.length === 0 ? null : Math.round(Math.max(...known) / 1000);
}

/** Cores that are switched off have no clock. */
async function readCpuClock(root: string): Promise<number | null> {
  const cores = (await list(root, 'sys/devices/system/cpu')).filter((path) => /\/cpu\d+$/.test(path));
  const clocks = await Promise.all(cores.map((core) => readNumber(join(core, 'cpufreq/scaling_cur_freq'))));
  const kilohertz = clocks.filter((value) => value !== null);
  if (kilohertz.length > 0) return Math.round(mean(kilohertz) / 1000);
  // A virtual machine has no cpufreq, but tells the clock here.
  const lines = (await read(join(root, 'proc/cpuinfo')))?.match(/^cpu MHz\s*:\s*([\d.]+)/gm) ?? [];
  const megahertz = lines.map((line) => Number(line.split(':')[1]));
  return megahertz.length === 0 ? null : Math.round(mean(megahertz));
}

/** Of an x64 processor its own counts; of a Jetson (JetPack 5 on) the over-current events of its board. */
async function readThrottleCounts(root: string): Promise<Record<ThrottleReason, number>> {
  const heat = await readNumber(
    join(root, 'sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count'),
  );
  const monitors = await list(root, 'sys/class/hwmon');
  const files = (await Promise.all(monitors.map((folder) => list('/', folder)))).flat();
  const events = await Promise.all(files.filter((path) => /\/oc\d+_event_cnt$/.test(path)).map(readNumber));
  return { heat: heat ?? 0, power: events.reduce<number>((sum, value) => sum + (value ?? 0), 0) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function list(root: string, folder: string): Promise<readonly string[]> {
  const path = join(root, folder);
  return (await readdir(path).catch(() => [])).map((name) => join(path, name));
}

async function readNumber(path: string): Promise<number | null> {
  const text = await read(path);
  return text === null || text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

async function read(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}
