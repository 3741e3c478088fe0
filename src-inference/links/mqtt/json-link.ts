// Plain JSON over MQTT 5: present state retained, results in order with QoS 1.
import { isDeepStrictEqual } from 'node:util';
import type { MqttLinkSpec, StationSnapshot } from '../../contract/index.ts';
import { breakable, type LinkDriver, type LinkQueue, type LinkSession } from '../link-session.ts';
import { type PresentState, presentState } from '../messages/present-state.ts';
import { QueueSender } from '../queue-sender.ts';
import { Broker, type Publication } from './broker.ts';
import { readIdentityRequest } from './identity-request.ts';
import {
  healthPublication,
  messagePublication,
  onlinePublication,
  statePublication,
  topicOf,
} from './topics.ts';

/** So many wait for their acknowledgement at once: the present state has no more in front of it. */
const atOnce = 50;
/** Health is measured once a second; a plant does not need it as often. */
const healthMilliseconds = 10_000;

export function jsonDriver(spec: MqttLinkSpec): LinkDriver {
  const connect = (): Promise<Broker> =>
    Broker.connect(spec, { protocolVersion: 5, will: onlinePublication(spec, false) });
  return {
    async connect(queue) {
      const broker = await connect();
      try {
        if (spec.identity) await hearIdentity(spec, broker, queue);
        return new JsonSession(spec, broker, queue);
      } catch (thrown) {
        await broker.close(null);
        throw thrown;
      }
    },
    async test() {
      // Without a will: nobody must take the attempt for the station.
      const broker = await Broker.connect(spec, { protocolVersion: 5, will: null });
      await broker.close(null);
    },
  };
}

/** @throws StationError when the broker does not allow the topic. */
async function hearIdentity(spec: MqttLinkSpec, broker: Broker, queue: LinkQueue): Promise<void> {
  const wanted = topicOf(spec, 'identity/set');
  broker.onMessage((topic, payload) => {
    const identity = topic === wanted ? readIdentityRequest(payload) : undefined;
    if (identity !== undefined) queue.identify(identity);
  });
  await broker.subscribe(wanted, 1);
}

class JsonSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly spec: MqttLinkSpec;
  private readonly broker: Broker;
  private readonly sender: QueueSender;
  private told: PresentState | null = null;
  private healthAt = Number.NEGATIVE_INFINITY;

  constructor(spec: MqttLinkSpec, broker: Broker, queue: LinkQueue) {
    const { broken, fail } = breakable();
    this.spec = spec;
    this.broker = broker;
    this.broken = Promise.race([broker.broken, broken]);
    this.broken.catch(() => undefined);
    this.sender = new QueueSender({
      queue,
      atOnce,
      send: async (messages) => {
        await Promise.all(messages.map(({ message }) => broker.publish(messagePublication(spec, message))));
      },
      fail,
    });
    this.tell(onlinePublication(spec, true));
  }

  present(snapshot: StationSnapshot): void {
    const state = presentState(snapshot);
    if (!isDeepStrictEqual(state, this.told)) this.tell(statePublication(this.spec, state));
    this.told = state;
    const now = performance.now();
    if (snapshot.health === null || now - this.healthAt < healthMilliseconds) return;
    this.healthAt = now;
    this.tell(healthPublication(this.spec, snapshot.health));
  }

  wake(): void {
    this.sender.wake();
  }

  async close(): Promise<void> {
    this.sender.stop();
    await this.broker.close(onlinePublication(this.spec, false));
  }

  /** When the broker cannot take it, the connection is broken, and the next one tells the present state anew. */
  private tell(publication: Publication): void {
    this.broker.publish(publication).catch(() => undefined);
  }
}
