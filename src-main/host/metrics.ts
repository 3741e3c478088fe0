// What Prometheus reads of a station, and whether it is well (docs/connections.md).
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  conditionOf,
  type MachineReading,
  type StationSnapshot,
  type StreamHealth,
} from '../../src-inference/contract/index.ts';
import type { Monitoring } from '../http/index.ts';
import type { StationFollower, Supervisor } from '../supervisor/index.ts';

/** From a few seconds to an hour. */
const cycleBuckets = [5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 3600];

export class Metrics implements Monitoring {
  private readonly registry = new Registry();
  private readonly follower: StationFollower;
  private readonly supervisor: Supervisor;
  private readonly stopCounting: () => void;
  private readonly parts = this.counter('parts_total', 'Parts that ended since the program started.', [
    'verdict',
  ]);
  private readonly steps = this.counter('steps_total', 'Judged steps, amendments included.', ['status']);
  private readonly cycles = new Histogram({
    name: 'stepwatch_part_cycle_seconds',
    help: 'From the first action of a part to the end of its last.',
    buckets: cycleBuckets,
    registers: [this.registry],
  });
  private readonly up = this.gauge('engine_up', '1 while the engine runs and answers.');
  private readonly info = this.gauge('info', 'Always 1; the labels say what runs.', [
    'version',
    'model',
    'recipe',
  ]);
  private readonly condition = this.gauge('condition', '1 for the present condition of the station.', [
    'condition',
  ]);
  private readonly picture = this.gauge('picture', '1 for what the picture of the camera is like.', [
    'state',
  ]);
  private readonly unacknowledged = this.gauge(
    'unacknowledged_parts',
    'Failed parts that nobody has acknowledged.',
  );
  private readonly framesPerSecond = this.gauge(
    'frames_per_second',
    'Frames for the network in the last second.',
  );
  private readonly inference = this.gauge('inference_seconds', 'Median time of the network for one window.');
  private readonly delay = this.gauge(
    'judgement_delay_seconds',
    'From the capture of a window to its judgement.',
  );
  private readonly dropped = this.gauge('dropped_windows', 'Windows of this source that were not judged.');
  private readonly skipped = this.gauge(
    'skipped_windows',
    'Windows of this source that were not judged, because too much of the picture was damaged.',
  );
  private readonly packets = this.gauge('stream_packets', 'Packets of this source.', ['fate']);
  private readonly pictures = this.gauge('stream_pictures', 'Pictures of this source.', ['fate']);
  private readonly lostShare = this.gauge(
    'stream_lost_ratio',
    'Share of the packets of the last 30 s that were lost, 0 to 1.',
  );
  private readonly disturbed = this.gauge('stream_disturbed', '1 while too many packets are lost.');
  private readonly cpu = this.gauge('cpu_cores', 'Cores that the engine keeps at work.');
  private readonly memory = this.gauge('memory_bytes', 'Resident memory of the engine.');
  private readonly disk = this.gauge('free_disk_bytes', 'Free space on the disk of the record.');
  private readonly record = this.gauge(
    'record_written',
    '1 while events reach the disk, 0 while they wait in memory.',
  );
  private readonly gpuLoad = this.gauge('gpu_load_ratio', 'Load of the GPU, 0 to 1.');
  private readonly temperature = this.gauge('temperature_celsius', 'Of CPU and GPU.', ['sensor']);
  private readonly power = this.gauge('power_watts', 'What the machine, or its GPU, draws.');
  private readonly throttled = this.gauge('throttled', '1 while the machine is slowed down.', ['reason']);
  private readonly linkUp = this.gauge('link_up', '1 while a connection is made.', ['link', 'kind']);
  private readonly linkWaiting = this.gauge('link_waiting_messages', 'Messages that wait.', ['link', 'kind']);
  private readonly linkLost = this.gauge('link_lost_messages', 'Messages that were given up.', [
    'link',
    'kind',
  ]);
  private readonly clockSynchronised = this.gauge(
    'clock_synchronised',
    '1 while the kernel keeps the clock in step.',
  );
  private readonly clockOffset = this.gauge('clock_offset_seconds', 'What the kernel still has to correct.');
  private readonly clockError = this.gauge('clock_error_seconds', 'How wrong the clock may be.');
  private readonly version: string;

  constructor(follower: StationFollower, supervisor: Supervisor, version: string) {
    this.follower = follower;
    this.supervisor = supervisor;
    this.version = version;
    for (const verdict of ['pass', 'warn', 'fail', 'aborted']) this.parts.inc({ verdict }, 0);
    this.stopCounting = supervisor.onEvent(({ event }) => {
      if (event.type === 'stepJudged') this.steps.inc({ status: event.step.status });
      if (event.type === 'partAborted') this.parts.inc({ verdict: 'aborted' });
      if (event.type !== 'partEnded') return;
      this.parts.inc({ verdict: event.verdict });
      if (event.cycleSeconds !== null) this.cycles.observe(event.cycleSeconds);
    });
  }

  /** In the text format of Prometheus. */
  async metrics(): Promise<{ readonly text: string; readonly contentType: string }> {
    const { station } = this.follower;
    this.up.set(this.supervisor.state.state === 'running' && station.phase === 'live' ? 1 : 0);
    if (station.phase !== 'unknown') this.take(station.snapshot, station.phase === 'live');
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  /** Whether the station checks, and otherwise why not. */
  health(): {
    readonly status: 'ok' | 'failing';
    readonly engine: string;
    readonly condition: string | null;
  } {
    const engine = this.supervisor.state.state;
    const { station } = this.follower;
    const condition = station.phase === 'live' ? conditionOf(station.snapshot) : null;
    const isWell = engine === 'running' && condition !== null && condition !== 'notReady';
    return { status: isWell ? 'ok' : 'failing', engine, condition };
  }

  close(): void {
    this.stopCounting();
  }

  /** @param isLive Figures of the moment are left out when they are not of this moment. */
  private take(snapshot: StationSnapshot, isLive: boolean): void {
    const { health, model, recipe } = snapshot;
    for (const gauge of [
      ...[this.info, this.condition, this.picture, this.linkUp, this.linkWaiting, this.linkLost],
      ...[this.temperature, this.throttled, this.packets, this.pictures],
    ])
      gauge.reset();
    this.info.set(
      {
        version: this.version,
        model: model.state === 'ready' ? model.info.name : '',
        recipe: recipe.state === 'ready' ? recipe.name : '',
      },
      1,
    );
    if (isLive) this.condition.set({ condition: conditionOf(snapshot) }, 1);
    const picture = snapshot.picture?.state ?? 'usual';
    if (isLive && snapshot.source?.live === true) this.picture.set({ state: picture }, 1);
    this.unacknowledged.set(snapshot.unacknowledged.length);
    for (const { link, kind, state, waiting, lost } of snapshot.links) {
      this.linkUp.set({ link, kind }, isLive && state === 'connected' ? 1 : 0);
      this.linkWaiting.set({ link, kind }, waiting);
      this.linkLost.set({ link, kind }, lost);
    }
    set(this.record, isLive ? Number(snapshot.record.state === 'ready') : null);
    const now = isLive ? health : null;
    set(this.framesPerSecond, now?.framesPerSecond);
    set(this.inference, now?.inferenceMilliseconds, 1e-3);
    set(this.delay, now?.delaySeconds);
    set(this.dropped, now?.droppedWindows);
    this.takeStream(now?.stream ?? null);
    set(this.cpu, now?.cpuPercent, 1e-2);
    set(this.memory, now?.memoryMegabytes, 1e6);
    set(this.disk, now?.freeDiskBytes);
    this.takeMachine(now?.machine);
    set(this.clockSynchronised, now?.clock && Number(now.clock.synchronised));
    set(this.clockOffset, now?.clock?.offsetSeconds);
    set(this.clockError, now?.clock?.errorSeconds);
  }

  /** What is not known is left out. */
  private takeStream(stream: StreamHealth | null): void {
    set(this.skipped, stream?.skippedWindows);
    set(this.lostShare, stream?.lostShare);
    set(this.disturbed, stream && Number(stream.disturbed));
    for (const [fate, count] of Object.entries(stream?.packets ?? {})) this.packets.set({ fate }, count);
    for (const [fate, count] of Object.entries(stream?.pictures ?? {})) this.pictures.set({ fate }, count);
  }

  private takeMachine(machine: MachineReading | undefined): void {
    set(this.gpuLoad, machine?.gpu?.loadPercent, 1e-2);
    set(this.power, machine?.watts);
    for (const reason of machine?.throttled ?? []) this.throttled.set({ reason }, 1);
    const sensors = { cpu: machine?.cpuCelsius, gpu: machine?.gpu?.celsius };
    for (const [sensor, celsius] of Object.entries(sensors)) {
      if (celsius != null) this.temperature.set({ sensor }, celsius);
    }
  }

  private gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name: `stepwatch_${name}`, help, labelNames, registers: [this.registry] });
  }

  private counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Counter<Label> {
    return new Counter({ name: `stepwatch_${name}`, help, labelNames, registers: [this.registry] });
  }
}

/** What is not known has no value. */
function set(gauge: Gauge, value: number | null | undefined, scale = 1): void {
  if (value == null) gauge.remove();
  else gauge.set(value * scale);
}
