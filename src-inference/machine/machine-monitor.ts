// Watches the machine: what the kernel tells is read when asked, tools that tell more are kept running.
import type { MachineReading, ThrottleReason } from '../contract/index.ts';
import { type NvidiaReading, nvidiaSmiWords, parseNvidiaSmi } from './nvidia-smi.ts';
import { readPowerMode } from './power-mode.ts';
import { ReportingTool } from './reporting-tool.ts';
import { readSensors, type SensorReading } from './sensors.ts';
import { parseTegrastats, type TegraReading } from './tegrastats.ts';

/** A person changes the power mode rarely. */
const powerModeMilliseconds = 60_000;
/** After a count has grown, the machine counts as throttled for so long: one slow second would not be seen. */
const throttledMilliseconds = 10_000;

export interface MachineTools {
  /** Paths or names of the programs. */
  readonly tegrastats: string;
  readonly nvidiaSmi: string;
  readonly nvpmodel: string;
  /** Folder that holds `sys` and `proc`. */
  readonly root: string;
}

const machineTools: MachineTools = {
  tegrastats: 'tegrastats',
  nvidiaSmi: 'nvidia-smi',
  nvpmodel: 'nvpmodel',
  root: '/',
};

export class MachineMonitor {
  private readonly tools: MachineTools;
  private readonly tegra: ReportingTool<TegraReading>;
  private readonly nvidia: ReportingTool<NvidiaReading>;
  private powerMode: Promise<string | null>;
  private powerModeAt = performance.now();
  private counts: SensorReading['throttleCounts'] | null = null;
  private readonly throttledAt = new Map<ThrottleReason, number>();

  constructor(tools: MachineTools = machineTools) {
    this.tools = tools;
    this.tegra = new ReportingTool(tools.tegrastats, ['--interval', '1000'], parseTegrastats);
    this.nvidia = new ReportingTool(tools.nvidiaSmi, nvidiaSmiWords, parseNvidiaSmi);
    this.powerMode = readPowerMode(tools.nvpmodel);
  }

  /** Resolves when every tool has told something, or will not. */
  async hasBegun(): Promise<void> {
    await Promise.all([this.tegra.hasBegun, this.nvidia.hasBegun]);
  }

  async read(): Promise<MachineReading> {
    const sensors = await readSensors(this.tools.root);
    const tegra = this.tegra.reading;
    const nvidia = this.nvidia.reading;
    return {
      gpu: gpuOf(tegra, nvidia),
      memoryMegabytes: tegra?.memoryMegabytes ?? sensors.memoryMegabytes,
      totalMegabytes: tegra?.totalMegabytes ?? sensors.totalMegabytes,
      swapMegabytes: tegra?.swapMegabytes ?? sensors.swapMegabytes,
      cpuCelsius: tegra?.cpuCelsius ?? sensors.cpuCelsius,
      cpuMegahertz: tegra?.cpuMegahertz ?? sensors.cpuMegahertz,
      watts: tegra?.watts ?? nvidia?.watts ?? null,
      powerMode: await this.currentPowerMode(),
      throttled: [...new Set([...this.grown(sensors.throttleCounts), ...(nvidia?.throttled ?? [])])],
    };
  }

  stop(): void {
    this.tegra.stop();
    this.nvidia.stop();
  }

  private async currentPowerMode(): Promise<string | null> {
    const now = performance.now();
    // Where there is none, there will be none.
    if (now - this.powerModeAt > powerModeMilliseconds && (await this.powerMode) !== null) {
      this.powerModeAt = now;
      this.powerMode = readPowerMode(this.tools.nvpmodel);
    }
    return await this.powerMode;
  }

  private grown(counts: SensorReading['throttleCounts']): readonly ThrottleReason[] {
    const now = performance.now();
    const before = this.counts;
    this.counts = counts;
    const reasons = Object.keys(counts) as ThrottleReason[];
    if (before !== null)
      for (const reason of reasons) {
        if (counts[reason] > before[reason]) this.throttledAt.set(reason, now);
      }
    return reasons.filter(
      (reason) => now - (this.throttledAt.get(reason) ?? -Infinity) < throttledMilliseconds,
    );
  }
}

/** A Jetson of JetPack 7 has both tools: what the driver does not know of its GPU, tegrastats does. */
function gpuOf(tegra: TegraReading | null, nvidia: NvidiaReading | null): MachineReading['gpu'] {
  if (tegra === null && nvidia === null) return null;
  return {
    name: nvidia?.gpu.name ?? null,
    loadPercent: nvidia?.gpu.loadPercent ?? tegra?.gpuPercent ?? null,
    memoryMegabytes: nvidia?.gpu.memoryMegabytes ?? null,
    totalMegabytes: nvidia?.gpu.totalMegabytes ?? null,
    celsius: nvidia?.gpu.celsius ?? tegra?.gpuCelsius ?? null,
    megahertz: nvidia?.gpu.megahertz ?? tegra?.gpuMegahertz ?? null,
  };
}
