// The health of the station: measured once a second, and published.
import { statfs } from 'node:fs/promises';
import type { Health } from '../contract/index.ts';
import { MachineMonitor } from '../machine/index.ts';
import { readClock } from '../media/index.ts';
import type { EventLog, RunState } from '../station/index.ts';
import { describeSandbox } from '../system/index.ts';

export interface HealthSubject {
  readonly runState: RunState | null;
  readonly inferenceMilliseconds: number | null;
}

const intervalMilliseconds = 1000;

export class HealthMonitor {
  private readonly subject: HealthSubject;
  private readonly directory: string;
  private readonly timer: NodeJS.Timeout;
  private readonly machine = new MachineMonitor();
  private readonly sandbox = describeSandbox().level;
  private isMeasuring = false;
  private at = performance.now();
  private cpu = process.cpuUsage();
  private frames = 0;

  /** @param directory The free space of its disk matters. */
  constructor(subject: HealthSubject, directory: string, eventLog: EventLog) {
    this.subject = subject;
    this.directory = directory;
    this.timer = setInterval(() => void this.publish(eventLog), intervalMilliseconds);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.machine.stop();
  }

  private async publish(eventLog: EventLog): Promise<void> {
    // A disk that hangs must not pile up measurements.
    if (this.isMeasuring) return;
    this.isMeasuring = true;
    const health = await this.measure();
    this.isMeasuring = false;
    eventLog.publishLater({ type: 'health', health });
  }

  private async measure(): Promise<Health> {
    const [disk, machine] = await Promise.all([
      statfs(this.directory).catch(() => null),
      this.machine.read(),
    ]);
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
      stream: run?.stream ?? null,
      cpuPercent: round((user + system) / 1e4 / seconds, 0),
      memoryMegabytes: round(process.memoryUsage.rss() / 1e6, 0),
      freeDiskBytes: disk ? disk.bavail * disk.bsize : 0,
      clock: readClock(),
      machine,
      sandbox: this.sandbox,
    };
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
