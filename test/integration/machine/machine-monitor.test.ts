// The monitor with programs that print what the tools of a Jetson and of NVIDIA's driver print, and with a folder in place of
// /sys and /proc.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MachineMonitor } from '../../../src-inference/machine/index.ts';
import type { MachineTools } from '../../../src-inference/machine/machine-monitor.ts';

let root: string;
let monitor: MachineMonitor | null = null;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machine-'));
});

afterEach(() => {
  monitor?.stop();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** A program that prints the lines, then goes on without a word. */
function program(name: string, lines: string): string {
  const file = write(`bin/${name}`, `#!/bin/sh\ncat <<'END'\n${lines}\nEND\nexec sleep 600\n`);
  chmodSync(file, 0o755);
  return file;
}

async function watch(tools: Partial<MachineTools>): Promise<MachineMonitor> {
  const none = join(root, 'not-installed');
  monitor = new MachineMonitor({ tegrastats: none, nvidiaSmi: none, nvpmodel: none, root, ...tools });
  await monitor.hasBegun();
  return monitor;
}

it('a Jetson', async () => {
  const line = readFileSync(
    join(import.meta.dirname, '../../tegrastats/jetpack6-orin-nano.txt'),
    'utf8',
  ).trim();
  const nvpmodel = write('bin/nvpmodel', "#!/bin/sh\necho 'NV Power Mode: 15W'\necho 0\n");
  chmodSync(nvpmodel, 0o755);
  const events = write('sys/class/hwmon/hwmon3/oc1_event_cnt', '4\n');
  const jetson = await watch({ tegrastats: program('tegrastats', line), nvpmodel });
  expect(await jetson.read()).toEqual({
    gpu: {
      name: null,
      loadPercent: 99,
      memoryMegabytes: null,
      totalMegabytes: null,
      celsius: 72.9,
      megahertz: 624,
    },
    memoryMegabytes: 3120,
    totalMegabytes: 7620,
    swapMegabytes: 210,
    cpuCelsius: 71.2,
    cpuMegahertz: 1510,
    watts: 14.25,
    powerMode: '15W',
    // Events from before the station started say nothing about now.
    throttled: [],
  });
  writeFileSync(events, '5\n');
  expect((await jetson.read()).throttled).toEqual(['power']);
});

it('a PC with a graphics card', async () => {
  write(
    'proc/meminfo',
    'MemTotal:       16384000 kB\nMemAvailable:    4096000 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n',
  );
  write('sys/class/hwmon/hwmon0/name', 'nvme\n');
  write('sys/class/hwmon/hwmon0/temp1_input', '81000\n');
  write('sys/class/hwmon/hwmon1/name', 'coretemp\n');
  write('sys/class/hwmon/hwmon1/temp1_input', '54000\n');
  write('sys/class/hwmon/hwmon1/temp2_input', '57500\n');
  write('sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq', '3200000\n');
  write('sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq', '1800000\n');
  const heat = write('sys/devices/system/cpu/cpu0/thermal_throttle/package_throttle_count', '0\n');
  const line = 'NVIDIA GeForce RTX 4060, 37, 1204, 8188, 61, 1920, 58.21, 0x0000000000000004';
  const pc = await watch({ nvidiaSmi: program('nvidia-smi', line) });
  expect(await pc.read()).toMatchObject({
    gpu: { name: 'NVIDIA GeForce RTX 4060', loadPercent: 37, totalMegabytes: 8188 },
    memoryMegabytes: 12000,
    totalMegabytes: 16000,
    swapMegabytes: 0,
    cpuCelsius: 58,
    cpuMegahertz: 2500,
    watts: 58.21,
    powerMode: null,
    throttled: ['power'],
  });
  writeFileSync(heat, '3\n');
  expect((await pc.read()).throttled).toEqual(['heat', 'power']);
});

it('a machine that tells nothing', async () => {
  expect(await (await watch({})).read()).toEqual({
    gpu: null,
    memoryMegabytes: null,
    totalMegabytes: null,
    swapMegabytes: null,
    cpuCelsius: null,
    cpuMegahertz: null,
    watts: null,
    powerMode: null,
    throttled: [],
  });
});

it('tools that fail are no GPU', async () => {
  const broken = write('bin/nvidia-smi', '#!/bin/sh\necho "NVIDIA-SMI has failed"\nexit 9\n');
  chmodSync(broken, 0o755);
  expect((await (await watch({ nvidiaSmi: broken })).read()).gpu).toBeNull();
});
