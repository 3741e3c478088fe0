// A real MQTT broker (Mosquitto) that a test starts, kills and starts again at the same port, and somebody who listens to it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';

export class TestBroker implements AsyncDisposable {
  readonly port: number;
  readonly folder: string;
  private readonly lines: readonly string[];
  private child: ChildProcess | null = null;

  /**
   * @param lines Further lines of its configuration; `FOLDER` stands for its folder.
   * @param prepare Makes what the configuration names.
   */
  static async start(
    lines: readonly string[] = ['allow_anonymous true'],
    prepare: (folder: string) => void = () => undefined,
  ): Promise<TestBroker> {
    const broker = new TestBroker(await freePort(), lines);
    prepare(broker.folder);
    await broker.start();
    return broker;
  }

  private constructor(port: number, lines: readonly string[]) {
    this.port = port;
    this.lines = lines;
    this.folder = mkdtempSync(join(tmpdir(), 'stepwatch-broker-'));
  }

  async start(): Promise<void> {
    const configuration = [
      `listener ${this.port} 127.0.0.1`,
      'persistence false',
      'user root',
      ...this.lines,
    ];
    const file = join(this.folder, 'mosquitto.conf');
    writeFileSync(file, `${configuration.join('\n').replaceAll('FOLDER', this.folder)}\n`);
    // Debian keeps it where only root looks for programs.
    const PATH = `${process.env.PATH}:/usr/sbin`;
    const child = spawn('mosquitto', ['-c', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PATH },
    });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (text: Buffer) => {
        said += text;
        if (/mosquitto version .* running/.test(said)) resolve();
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error(said)));
    });
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** It holds its connections and answers no more. */
  hang(): void {
    this.child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.child?.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }
}

export interface Heard {
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Hears all topics, also after the broker was away. */
export class PlantListener implements AsyncDisposable {
  readonly heard: Heard[] = [];
  readonly client: MqttClient;
  private readonly looking = new Set<() => void>();

  static async connect(broker: TestBroker): Promise<PlantListener> {
    const listener = new PlantListener(
      mqtt.connect({ host: '127.0.0.1', port: broker.port, reconnectPeriod: 50 }),
    );
    await listener.subscribed;
    return listener;
  }

  readonly subscribed: Promise<void>;

  private constructor(client: MqttClient) {
    this.client = client;
    client.on('error', () => undefined);
    client.on('message', (topic, payload, { retain }) => {
      this.heard.push({ topic, payload, retain, at: Date.now() });
      for (const look of this.looking) look();
    });
    this.subscribed = client.subscribeAsync('#', { qos: 1 }).then(() => undefined);
  }

  /** Resolves with the first message that fits from `since` on. It may have come already. */
  until(fits: (heard: Heard) => boolean, since = 0): Promise<Heard> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.slice(since).find(fits);
        if (!found) return;
        this.looking.delete(look);
        resolve(found);
      };
      this.looking.add(look);
      look();
    });
  }

  /** What was heard on a topic, as JSON. */
  on(topic: string): readonly Record<string, unknown>[] {
    return this.heard
      .filter((one) => one.topic === topic)
      .map(({ payload }) => JSON.parse(payload.toString()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.endAsync(true);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
