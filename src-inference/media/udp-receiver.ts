// A UDP port that is listened on as long as its source is open. Packets are kept until what they carry is recognised and a
// pipeline takes them, so that the first key frame is not lost.
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { StationError, type StreamFormat, type UdpSourceSpec } from '../contract/index.ts';
import { PacketRecogniser } from './packets.ts';

type Endpoint = Pick<UdpSourceSpec, 'address' | 'port' | 'interface'>;

/** The kernel drops packets of a key frame that do not fit in here (it may give less: net.core.rmem_max). */
const socketBufferBytes = 4 << 20;
/** Packets that are kept while nobody takes them; the oldest go first. */
const keptPackets = 2000;

export class UdpReceiver {
  private readonly socket: Socket;
  private recogniser = new PacketRecogniser();
  private kept: Uint8Array[] = [];
  private take: ((packet: Uint8Array) => void) | null = null;
  private onPacket: () => void = () => undefined;
  private endWait: () => void = () => undefined;
  private closed = false;

  /** @throws StationError `source_unreadable` when the port cannot be listened on. */
  static async open(endpoint: Endpoint): Promise<UdpReceiver> {
    return new UdpReceiver(await bind(endpoint));
  }

  private constructor(socket: Socket) {
    this.socket = socket;
    // Errors of a bound socket are answers to packets that were never sent from here.
    socket.on('error', () => undefined);
    socket.on('message', (packet) => {
      if (this.take) return this.take(packet);
      this.kept.push(packet);
      if (this.kept.length > keptPackets) this.kept.shift();
      this.onPacket();
    });
  }

  /**
   * Waits for packets, and with no format given for as many as tell what they carry.
   *
   * @param onUnknown Packets arrive, but it cannot be told; listening goes on.
   * @returns Null when it was closed meanwhile.
   */
  recognise(given: StreamFormat | null, onUnknown: () => void): Promise<StreamFormat | null> {
    return new Promise((resolve) => {
      const settle = (format: StreamFormat | null): void => {
        this.onPacket = () => undefined;
        resolve(format);
      };
      this.endWait = () => settle(null);
      if (this.closed) return settle(null);
      const look = (packet: Uint8Array): void => {
        const format = given ?? this.recogniser.push(packet);
        if (format === null) return;
        if (format !== 'unknown') return settle(format);
        this.startOver();
        onUnknown();
      };
      this.onPacket = () => look(this.kept.at(-1)!);
      for (const packet of [...this.kept]) look(packet);
    });
  }

  /** What was kept and all that is to come. */
  giveTo(take: (packet: Uint8Array) => void): void {
    this.take = take;
    for (const packet of this.kept.splice(0)) take(packet);
  }

  /** From now on packets are kept again, and recognised anew. */
  startOver(): void {
    this.take = null;
    this.kept = [];
    this.recogniser = new PacketRecogniser();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.endWait();
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }
}

function isMulticast(address: string): boolean {
  const [first] = address.split('.').map(Number);
  return isIPv6(address) ? /^ff/i.test(address) : first! >= 224 && first! <= 239;
}

function bind(endpoint: Endpoint): Promise<Socket> {
  const { address, port } = endpoint;
  const multicast = isMulticast(address);
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', reuseAddr: true });
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown): void => {
      socket.close();
      reject(cannotListen(endpoint, cause as NodeJS.ErrnoException));
    };
    socket.once('error', refuse);
    // Bound to the group, the socket gets nothing that is meant for others on the same port (ip(7)).
    socket.bind({ port, address }, () => {
      try {
        if (multicast) socket.addMembership(address, addressOfInterface(endpoint));
        socket.setRecvBufferSize(socketBufferBytes);
      } catch (cause) {
        return refuse(cause);
      }
      socket.off('error', refuse);
      resolve(socket);
    });
  });
}

/** What `addMembership` wants: an IPv4 address of the interface, or `::%name`. */
function addressOfInterface(endpoint: Endpoint): string | undefined {
  if (endpoint.interface === null) return undefined;
  const interfaces = networkInterfaces();
  const addresses = interfaces[endpoint.interface];
  if (!addresses) {
    const known = Object.keys(interfaces).join(', ');
    throw new Error(`there is no interface ${endpoint.interface}, only ${known}`);
  }
  if (isIPv6(endpoint.address)) return `::%${endpoint.interface}`;
  return addresses.find(({ family }) => family === 'IPv4')?.address;
}

function cannotListen({ address, port }: Endpoint, cause: NodeJS.ErrnoException): StationError {
  const reason = cause.code ?? cause.message;
  return new StationError(
    'source_unreadable',
    `Port ${port} of ${address} cannot be listened on (${reason}).`,
    {
      where: `udp://${address}:${port}`,
      hint: hints[cause.code ?? ''] ?? 'Check the address, the port and the interface.',
      cause,
    },
  );
}

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there: stop it, or use another port.',
  EADDRNOTAVAIL: 'The address is not one of this machine: leave it out to listen on all.',
  EACCES: 'Ports under 1024 need rights that the station should not have: use a higher one.',
};
