// Reads a line of `nvidia-smi`, the tool of NVIDIA's driver for graphics cards. Pure.
import type { GpuReading, ThrottleReason } from '../contract/index.ts';

/** In the order of `parseNvidiaSmi`. The reasons are a bit mask; drivers from 535 on know them by this older name, too. */
const fields = [
  'name',
  'utilization.gpu',
  'memory.used',
  'memory.total',
  'temperature.gpu',
  'clocks.sm',
  'power.draw',
  'clocks_throttle_reasons.active',
] as const;

/** A line for each GPU, again every second. */
export const nvidiaSmiWords: readonly string[] = [
  `--query-gpu=${fields.join(',')}`,
  '--format=csv,noheader,nounits',
  '--id=0',
  '--loop=1',
];

/** Bits of `clocks_throttle_reasons.active` (NVML, `nvmlClocksEventReasons`). */
const reasonBits: readonly (readonly [bit: number, reason: ThrottleReason])[] = [
  [0x04, 'power'],
  [0x20, 'heat'],
  [0x40, 'heat'],
  [0x80, 'power'],
];

export interface NvidiaReading {
  readonly gpu: GpuReading;
  readonly watts: number | null;
  readonly throttled: readonly ThrottleReason[];
}

/** Null: this is no line of the query. What a GPU does not know is `[N/A]`. */
export function parseNvidiaSmi(line: string): NvidiaReading | null {
  const values = line.split(',').map((value) => value.trim());
  if (values.length !== fields.length) return null;
  const [name, load, used, total, celsius, clock, watts, reasons] = values as [string, ...string[]];
  const mask = Number(reasons);
  const throttled = Number.isInteger(mask)
    ? reasonBits.filter(([bit]) => (mask & bit) !== 0).map(([, reason]) => reason)
    : [];
  return {
    gpu: {
      name,
      loadPercent: known(load),
      memoryMegabytes: known(used),
      totalMegabytes: known(total),
      celsius: known(celsius),
      megahertz: known(clock),
    },
    watts: known(watts),
    throttled: [...new Set(throttled)],
  };
}

function known(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? null : value;
}
