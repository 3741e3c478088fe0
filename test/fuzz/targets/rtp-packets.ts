// Changed packets among those of a camera that goes on: RTP with H.264, and MPEG-TS. The first byte of an input says which; then come
// the packets, each after its length. Afterwards the good packets must give pictures.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Random } from '../../../src-inference/evaluation/random.ts';
import { EngineOnWire } from '../../engine-on-wire.ts';
import { freePort, type Peer, sendTo } from '../../gst-peer.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import type { Target, Trial } from '../target.ts';

const formats = ['rtp-h264', 'mpegts'] as const;
const seedPackets = 40;
const longestPacket = 60_000;
/** Pictures that were in the decoder before the packets came do not count. */
const picturesAfterwards = 10;

export const target: Target = {
  runsIn: 'processes',
  seeds: () => Promise.all(formats.map((_, format) => recordPackets(format))),
  mutate(seed, random) {
    const packets = unpack(seed.subarray(1));
    for (let i = 0; i <= random.below(8); i++) changePackets(packets, random);
    return pack(seed[0]!, packets);
  },
  async open(folder): Promise<Trial> {
    const model = makeColourModel(`${folder}/rtp-model`);
    const begin = (): Promise<readonly CameraTrial[]> =>
      Promise.all(formats.map((format) => CameraTrial.begin(format, model)));
    let trials = await begin();
    const end = (): Promise<unknown> => Promise.all(trials.map((one) => one.end()));
    return {
      run: (input) => trials[input[0]! % formats.length]!.run(unpack(input.subarray(1))),
      processes: () => trials.map(({ engine }) => engine.child.pid!),
      async restart() {
        await end();
        trials = await begin();
      },
      async close() {
        await end();
      },
    };
  },
};

/** A camera, and an engine that watches it through a relay: changed packets come from the address of the good ones. */
class CameraTrial {
  readonly engine = new EngineOnWire();
  private readonly relay: Socket;
  private readonly port: number;
  private readonly camera: Peer;
  private preview = 0;

  private constructor(relay: Socket, port: number, format: (typeof formats)[number]) {
    this.relay = relay;
    this.port = port;
    relay.on('message', (packet) => relay.send(packet, port, '127.0.0.1'));
    this.camera = sendTo(relay.address().port, format, { width: 160, height: 120 });
  }

  static async begin(format: (typeof formats)[number], model: string): Promise<CameraTrial> {
    const relay = createSocket('udp4').bind(0, '127.0.0.1');
    await once(relay, 'listening');
    const port = await freePort();
    const trial = new CameraTrial(relay, port, format);
    const { engine } = trial;
    await engine.request('openStation', { model, recipe: null, policy: null, recordDirectory: null });
    await engine.request('openSource', { source: `udp://127.0.0.1:${port}#format=${format}&latency=50` });
    await engine.until('sourceState', ({ state }) => state === 'playing');
    trial.preview = await engine.request('attachOutput', {
      kind: 'preview',
      width: 64,
      quality: 50,
      annotation: 'none',
    });
    return trial;
  }

  async run(packets: readonly Uint8Array[]): Promise<void> {
    const { engine, relay, port } = this;
    engine.events.length = 0;
    for (const packet of packets) relay.send(packet.subarray(0, longestPacket), port, '127.0.0.1');
    for (let seen = 0; seen < picturesAfterwards; ) {
      if ((await engine.request('nextPreview', { output: this.preview })) !== null) seen += 1;
    }
    const told = JSON.stringify(engine.events);
    if (told.includes('"code":"internal"')) throw new Error(`a defect is told: ${told.slice(0, 3000)}`);
  }

  async end(): Promise<void> {
    const { child } = this.engine;
    await this.camera.kill();
    if (child.exitCode === null && child.signalCode === null) await this.engine.kill();
    this.relay.close();
  }
}

async function recordPackets(format: number): Promise<Uint8Array> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const camera = sendTo(socket.address().port, formats[format]!, { width: 160, height: 120 });
  const packets: Buffer[] = [];
  while (packets.length < seedPackets) packets.push((await once(socket, 'message'))[0] as Buffer);
  await camera.kill();
  socket.close();
  return pack(format, packets);
}

/** Other bytes, or another order, as a network makes it. */
function changePackets(packets: Uint8Array[], random: Random): void {
  if (packets.length === 0) return;
  const at = random.below(packets.length);
  const packet = packets[at]!;
  const what = random.below(6);
  if (what === 0) packets.splice(at, 1 + random.below(5));
  else if (what === 1) packets.splice(random.below(packets.length), 0, packet);
  else if (what === 2) packets.splice(at, 1, packet.subarray(0, random.below(16)));
  else if (packet.length > 0)
    packets[at] = mutateBytes(packet, random, packets[random.below(packets.length)]!);
}

function pack(format: number, packets: readonly Uint8Array[]): Uint8Array {
  const parts = packets.flatMap((packet) => {
    const bytes = packet.subarray(0, longestPacket);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat([Buffer.of(format), ...parts]);
}

function unpack(input: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(input);
  const packets: Uint8Array[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    packets.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return packets;
}
