// One connection to an MQTT broker. Reconnecting and keeping messages is not its matter: the loop and the outbox do that.
import mqtt, { type IClientOptions, type IClientPublishOptions, type MqttClient } from 'mqtt';
import { linkTarget, type MqttLinkSpec, type StationError } from '../../contract/index.ts';
import { readCertificates } from '../certificates.ts';
import { connectionError, linkError, silent } from '../connection-errors.ts';
import { breakable } from '../link-session.ts';
import { within } from '../within.ts';

const connectMilliseconds = 10_000;
/** A broker that does not acknowledge within this time hangs. */
const answerMilliseconds = 10_000;
const keepAliveSeconds = 10;
const goodbyeMilliseconds = 1000;

export interface Publication {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

export interface BrokerOptions {
  /** 5, or 4 for MQTT 3.1.1. */
  readonly protocolVersion: 4 | 5;
  /** What the broker publishes when the station is gone; null: nothing. */
  readonly will: Publication | null;
}

export class Broker {
  readonly broken: Promise<never>;
  private readonly target: string;
  private readonly client: MqttClient;
  private readonly fail: (error: StationError) => void;

  /** @throws StationError. */
  static async connect(spec: MqttLinkSpec, { protocolVersion, will }: BrokerOptions): Promise<Broker> {
    const target = linkTarget(spec);
    try {
      const options: IClientOptions = {
        protocol: spec.tls === null ? 'mqtt' : 'mqtts',
        host: spec.host,
        port: spec.port,
        protocolVersion,
        clean: true,
        keepalive: keepAliveSeconds,
        connectTimeout: connectMilliseconds,
        reconnectPeriod: 0,
        queueQoSZero: false,
        resubscribe: false,
        ...(will && { will: { ...will, payload: Buffer.from(will.payload) } }),
        ...(spec.user !== null && { username: spec.user }),
        ...(spec.password !== null && { password: spec.password }),
        ...(spec.tls && (await readCertificates(spec.tls))),
      };
      const client = mqtt.connect(options);
      await connected(client, target);
      return new Broker(client, target);
    } catch (thrown) {
      throw connectionError(target, thrown);
    }
  }

  private constructor(client: MqttClient, target: string) {
    this.client = client;
    this.target = target;
    const { broken, fail } = breakable();
    this.broken = broken;
    this.fail = fail;
    client.on('error', (error) => fail(connectionError(target, error)));
    client.on('close', () => fail(linkError('link_unreachable', target, 'the connection broke off')));
  }

  /** Resolves when the broker has the message; of QoS 0, when it is on its way. @throws StationError. */
  async publish({ topic, payload, qos, retain }: Publication): Promise<void> {
    const options: IClientPublishOptions = { qos, retain };
    await this.answered(this.client.publishAsync(topic, payload, options));
  }

  /** Resolves when the broker has read everything that was sent before. @throws StationError. */
  async subscribe(topic: string, qos: 0 | 1): Promise<void> {
    const [grant] = (await this.answered(this.client.subscribeAsync(topic, { qos }))) ?? [];
    if (grant && grant.qos > 2) {
      throw linkError('link_rejected', this.target, `the broker does not allow the topic ${topic}`);
    }
  }

  /** What the broker had kept from before is left out: it would be taken again after each reconnect. */
  onMessage(listener: (topic: string, payload: Buffer) => void): void {
    this.client.on('message', (topic, payload, { retain }) => {
      if (!retain) listener(topic, payload);
    });
  }

  /** @param last Published before the connection is ended. Never rejects. */
  async close(last: Publication | null): Promise<void> {
    const goodbye = async (): Promise<void> => {
      if (last !== null && this.client.connected) await this.publish(last);
      await this.client.endAsync();
    };
    await within(goodbyeMilliseconds, goodbye(), () => new Error('no answer')).catch(() => undefined);
    this.client.end(true);
  }

  private async answered<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await within(answerMilliseconds, Promise.race([answer, this.broken]), () => silent(this.target));
    } catch (thrown) {
      const error = refusal(thrown, this.target);
      if (error.code !== 'link_rejected') this.fail(error);
      throw error;
    }
  }
}

function connected(client: MqttClient, target: string): Promise<void> {
  // Also after the first one, and after the end: unheard they would end the thread.
  client.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    // The client listens to its own events as well, so only these are taken away again.
    const leave = (): void => {
      client.off('connect', taken);
      client.off('error', give);
      client.off('close', closed);
    };
    const taken = (): void => {
      leave();
      resolve();
    };
    const give = (thrown: unknown): void => {
      leave();
      client.end(true);
      reject(refusal(thrown, target));
    };
    const closed = (): void => give(linkError('link_unreachable', target, 'the broker does not answer'));
    client.on('connect', taken);
    client.on('error', give);
    client.on('close', closed);
  });
}

/** Reason codes of MQTT 5 (OASIS, 2.4) and return codes of MQTT 3.1.1 (3.2.2.3). */
const unauthorized: ReadonlySet<unknown> = new Set([4, 5, 134, 135, 140]);

function refusal(thrown: unknown, target: string): StationError {
  const { code } = thrown as { readonly code?: unknown };
  if (typeof code !== 'number') return connectionError(target, thrown);
  if (unauthorized.has(code)) {
    return linkError(
      'link_unauthorized',
      target,
      'the broker does not accept user, password or certificate',
      thrown,
    );
  }
  return linkError('link_rejected', target, `the broker refuses (reason code ${code})`, thrown);
}
