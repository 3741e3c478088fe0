// How the station fares, measured from one look to the next.
import { statfs } from 'node:fs/promises';
import type { Health } from '../contract/index.ts';
import type { RunState } from '../station/index.ts';

export interface HealthSubject {
  readonly runState: RunState | null;
  readonly inferenceMilliseconds: number | null;
}

export class HealthMeter {
  private readonly subject: HealthSubject;
  private readonly directory: string;
  private at = performance.now();
  private cpu = process.cpuUsage();
  private frames = 0;

  /** @param directory On the disk whose space matters. */
  constructor(subject: HealthSubject, directory: string) {
    this.subject = subject;
    this.directory = directory;
  }

  async measure(): Promise<Health> {
    const disk = await statfs(this.directory).catch(() => null);
    const run = this.subject.runState;
    const at = performance.now();
    const seconds = (at - this.at) / 1000;
    const { user, system } = process.cpuUsage(this.cpu);
    // A new run counts from 0.
    const frames = (run?.frames ?? 0) - (run && run.frames >= this.frames ? this.frames : 0);
    this.at = at;
    this.cpu = process.cpuUsage();
    this.frames = run?.frames ?? 0;
    return {
      framesPerSecond: round(frames / seconds, 1),
      inferenceMilliseconds: this.subject.inferenceMilliseconds,
      delaySeconds: run?.delaySeconds ?? null,
      droppedWindows: run?.droppedWindows ?? 0,
      cpuPercent: round((user + system) / 1e4 / seconds, 0),
      memoryMegabytes: round(process.memoryUsage.rss() / 1e6, 0),
      freeDiskBytes: disk ? disk.bavail * disk.bsize : 0,
    };
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
