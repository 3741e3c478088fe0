// A station as an edge node of Sparkplug B with one device, the checker. The specification asks for QoS 0 of all data: what waits
// is removed from the outbox when the broker has answered a subscription that was sent behind it.
import type { MqttLinkSpec, StationSnapshot } from '../../../contract/index.ts';
import { breakable, type LinkDriver, type LinkQueue, type LinkSession } from '../../link-session.ts';
import { presentState } from '../../messages/present-state.ts';
import type { QueuedMessage } from '../../outbox/outbox.ts';
import { QueueSender } from '../../queue-sender.ts';
import { Broker, type Publication } from '../broker.ts';
import {
  birthMetrics,
  dataMetrics,
  healthValues,
  type MetricValues,
  messageValues,
  stateValues,
} from './metrics.ts';
import { encodePayload, type Metric, readCommand } from './payload.ts';

const device = 'checker';
const rebirthName = 'Node Control/Rebirth';
const rebirthAlias = 1;
const atOnce = 50;
const healthMilliseconds = 10_000;
/** MQTT 3.1.1: what brokers and hosts of Sparkplug are sure to speak. */
const protocolVersion = 4;

export function sparkplugDriver(spec: MqttLinkSpec): LinkDriver {
  return {
    async connect(queue, snapshot) {
      const bdSeq = queue.nextBirth();
      const will = deathOf(spec, bdSeq);
      const broker = await Broker.connect(spec, { protocolVersion, will });
      try {
        return await SparkplugSession.begin({ spec, broker, queue, bdSeq }, snapshot);
      } catch (thrown) {
        await broker.close(null);
        throw thrown;
      }
    },
    async test() {
      const broker = await Broker.connect(spec, { protocolVersion, will: null });
      await broker.close(null);
    },
  };
}

interface SessionParts {
  readonly spec: MqttLinkSpec;
  readonly broker: Broker;
  readonly queue: LinkQueue;
  readonly bdSeq: number;
}

class SparkplugSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly parts: SessionParts;
  private readonly sender: QueueSender;
  /** What was told of the state and of the health; data tells changes only. */
  private told: MetricValues = {};
  private snapshot: StationSnapshot;
  private seq = 0;
  private healthAt = Number.NEGATIVE_INFINITY;
  /** What happened before is told as history. */
  private readonly bornAt = Date.now();

  /** @throws StationError when the broker does not allow it. */
  static async begin(parts: SessionParts, snapshot: StationSnapshot): Promise<SparkplugSession> {
    await parts.broker.subscribe(commandTopic(parts.spec), 1);
    return new SparkplugSession(parts, snapshot);
  }

  private constructor(parts: SessionParts, snapshot: StationSnapshot) {
    const { broker, queue } = parts;
    const { broken, fail } = breakable();
    this.parts = parts;
    this.snapshot = snapshot;
    this.broken = Promise.race([broker.broken, broken]);
    this.broken.catch(() => undefined);
    this.sender = new QueueSender({ queue, atOnce, send: (messages) => this.send(messages), fail });
    broker.onMessage((topic, payload) => {
      if (topic === commandTopic(parts.spec) && asksForRebirth(payload)) this.giveBirth();
    });
    this.giveBirth();
  }

  present(snapshot: StationSnapshot): void {
    this.snapshot = snapshot;
    const now = performance.now();
    const isHealthDue = snapshot.health !== null && now - this.healthAt >= healthMilliseconds;
    if (isHealthDue) this.healthAt = now;
    const values = {
      ...stateValues(presentState(snapshot)),
      ...(isHealthDue && snapshot.health && healthValues(snapshot.health)),
    };
    const metrics = dataMetrics(values, Date.now(), this.told, false);
    this.told = { ...this.told, ...values };
    if (metrics.length > 0) this.tell('DDATA', metrics);
  }

  wake(): void {
    this.sender.wake();
  }

  async close(): Promise<void> {
    this.sender.stop();
    const { broker, spec, bdSeq } = this.parts;
    await broker.close(deathOf(spec, bdSeq));
  }

  /** All names, types and values: a host knows nothing of a node before it. */
  private giveBirth(): void {
    const now = Date.now();
    this.seq = 0;
    this.publish(topicOf(this.parts.spec, 'NBIRTH', null), [
      { name: 'bdSeq', type: 'uint64', timestamp: now, value: this.parts.bdSeq },
      { name: rebirthName, alias: rebirthAlias, type: 'boolean', timestamp: now, value: false },
      { name: 'Properties/Program', type: 'string', timestamp: now, value: 'Stepwatch' },
    ]);
    const { health } = this.snapshot;
    this.told = { ...stateValues(presentState(this.snapshot)), ...(health && healthValues(health)) };
    this.tell('DBIRTH', birthMetrics(this.told, now));
  }

  private async send(messages: readonly QueuedMessage[]): Promise<void> {
    const { broker, spec } = this.parts;
    for (const { message } of messages) {
      const at = Date.parse(message.at);
      this.tell('DDATA', dataMetrics(messageValues(message), at, null, at < this.bornAt));
    }
    await broker.subscribe(commandTopic(spec), 1);
  }

  private tell(type: 'DBIRTH' | 'DDATA', metrics: readonly Metric[]): void {
    this.publish(topicOf(this.parts.spec, type, device), metrics);
  }

  /** When it cannot be sent the connection is broken, and the next one begins with a birth. */
  private publish(topic: string, metrics: readonly Metric[]): void {
    const payload = encodePayload({ timestamp: Date.now(), metrics, seq: this.seq });
    this.seq = (this.seq + 1) % 256;
    this.parts.broker.publish({ topic, payload, qos: 0, retain: false }).catch(() => undefined);
  }
}

function topicOf({ group, station }: MqttLinkSpec, type: string, deviceName: string | null): string {
  return ['spBv1.0', group, type, station, ...(deviceName === null ? [] : [deviceName])].join('/');
}

function commandTopic(spec: MqttLinkSpec): string {
  return topicOf(spec, 'NCMD', null);
}

function deathOf(spec: MqttLinkSpec, bdSeq: number): Publication {
  const timestamp = Date.now();
  const metrics: readonly Metric[] = [{ name: 'bdSeq', type: 'uint64', timestamp, value: bdSeq }];
  const payload = encodePayload({ timestamp, metrics, seq: null });
  return { topic: topicOf(spec, 'NDEATH', null), payload, qos: 1, retain: false };
}

function asksForRebirth(payload: Buffer): boolean {
  return readCommand(payload).some(
    ({ name, alias, value }) => value === true && (name === rebirthName || alias === rebirthAlias),
  );
}
