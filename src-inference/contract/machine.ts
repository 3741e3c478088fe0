// What the machine of a station is doing, as its own tools tell it.

/**
 * Why the machine runs slower than it could:
 * - `heat`: it is too hot
 * - `power`: it draws more than it may, or its supply is weak
 */
const throttleReasons = ['heat', 'power'] as const;
export type ThrottleReason = (typeof throttleReasons)[number];

/** Null: this machine does not tell. */
export interface GpuReading {
  readonly name: string | null;
  /** 0 to 100. */
  readonly loadPercent: number | null;
  /** A Jetson has one memory for CPU and GPU: null. */
  readonly memoryMegabytes: number | null;
  readonly totalMegabytes: number | null;
  readonly celsius: number | null;
  readonly megahertz: number | null;
}

/** Null: this machine does not tell. */
export interface MachineReading {
  /** Null: no GPU that tells anything. */
  readonly gpu: GpuReading | null;
  /** Of all programs together. */
  readonly memoryMegabytes: number | null;
  readonly totalMegabytes: number | null;
  readonly swapMegabytes: number | null;
  readonly cpuCelsius: number | null;
  /** Mean of all cores that run. */
  readonly cpuMegahertz: number | null;
  /** Of the whole machine, or of the part of it that is measured. */
  readonly watts: number | null;
  /** Of a Jetson, as `nvpmodel` calls it: `MAXN`, `15W`. */
  readonly powerMode: string | null;
  /** Empty: it runs as fast as it can, or does not tell. */
  readonly throttled: readonly ThrottleReason[];
}
