// A UDP port, open as long as its source is. Packets are buffered until their format is detected and a pipeline takes
// them, so that the first key frame is not lost.
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { StationError, type StreamFormat, type UdpSourceSpec } from '../contract/index.ts';
import { SenderChoice, senderOf } from './sender-choice.ts';
import { StreamFormatDetector, type UnreadablePackets } from './stream-format.ts';

type Endpoint = Pick<UdpSourceSpec, 'address' | 'port' | 'interface'>;

/** The kernel drops packets that do not fit in here, such as those of a large key frame. It may give less (net.core.rmem_max). */
const socketBufferBytes = 4 << 20;
/** Packets that are buffered at most; the oldest go first. */
const bufferedPackets = 2000;

type Receiving =
  /** `onPacket`: somebody waits for packets. */
  | { readonly phase: 'buffering'; readonly packets: Uint8Array[]; readonly onPacket: PacketListener | null }
  | { readonly phase: 'forwarding'; readonly take: (packet: Uint8Array) => void }
  | { readonly phase: 'closed' };

/** @param sender As `senderOf` names it. */
type OtherSenderListener = (sender: string) => void;

/** @param packet Null: there will be none. */
type PacketListener = (packet: Uint8Array | null) => void;

export class UdpReceiver {
  private readonly socket: Socket;
  private state: Receiving = { phase: 'buffering', packets: [], onPacket: null };
  private choice = new SenderChoice();
  private readonly onOtherSender: OtherSenderListener;

  /** @throws StationError `source_unreadable` when the port cannot be listened on. */
  static async open(endpoint: Endpoint, onOtherSender: OtherSenderListener): Promise<UdpReceiver> {
    return new UdpReceiver(await bind(endpoint), onOtherSender);
  }

  private constructor(socket: Socket, onOtherSender: OtherSenderListener) {
    this.socket = socket;
    this.onOtherSender = onOtherSender;
    // Errors of a bound socket are answers to packets that were never sent from here.
    socket.on('error', () => undefined);
    socket.on('message', (packet, { address, port }) => {
      // GStreamer has no buffer without bytes.
      if (packet.length === 0) return;
      const sender = senderOf(packet, address, port);
      const { taken, other } = this.choice.take(packet, sender, performance.now() / 1000);
      for (const one of taken) this.receive(one);
      if (other !== null) this.onOtherSender(other);
    });
  }

  /**
   * Waits until there are packets, and until their format is known.
   *
   * @param given The format, when a person has named it.
   * @param onUnreadable Packets arrive, but carry no picture that is known; listening goes on.
   * @returns Null when the receiver was closed meanwhile.
   */
  detectFormat(
    given: StreamFormat | null,
    onUnreadable: (what: UnreadablePackets) => void,
  ): Promise<StreamFormat | null> {
    return new Promise((resolve) => {
      if (this.state.phase === 'closed') return resolve(null);
      let detector = new StreamFormatDetector();
      const settle = (format: StreamFormat | null): void => {
        if (this.state.phase === 'buffering') this.state = { ...this.state, onPacket: null };
        resolve(format);
      };
      const look: PacketListener = (packet) => {
        if (packet === null) return settle(null);
        const format = given ?? detector.push(packet);
        if (format === null) return;
        if (format !== 'unknown' && format !== 'sound') return settle(format);
        detector = new StreamFormatDetector();
        // It may be another sender whose pictures are wanted.
        this.choice = new SenderChoice();
        this.buffer([], look);
        onUnreadable(format);
      };
      const present = this.state.phase === 'buffering' ? [...this.state.packets] : [];
      this.buffer(present, look);
      for (const packet of present) look(packet);
    });
  }

  /** What was buffered, and all that is to come. */
  forwardTo(take: (packet: Uint8Array) => void): void {
    if (this.state.phase === 'closed') return;
    const packets = this.state.phase === 'buffering' ? this.state.packets : [];
    this.state = { phase: 'forwarding', take };
    for (const packet of packets) take(packet);
  }

  /** From now on packets are buffered again. */
  startOver(): void {
    if (this.state.phase !== 'closed') this.buffer([], null);
  }

  async close(): Promise<void> {
    const before = this.state;
    if (before.phase === 'closed') return;
    this.state = { phase: 'closed' };
    if (before.phase === 'buffering') before.onPacket?.(null);
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  private receive(packet: Uint8Array): void {
    switch (this.state.phase) {
      case 'buffering':
        this.state.packets.push(packet);
        if (this.state.packets.length > bufferedPackets) this.state.packets.shift();
        return this.state.onPacket?.(packet);
      case 'forwarding':
        return this.state.take(packet);
      case 'closed':
        return;
      default:
        return this.state satisfies never;
    }
  }

  private buffer(packets: Uint8Array[], onPacket: PacketListener | null): void {
    this.state = { phase: 'buffering', packets, onPacket };
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
    // Bound to the group's address, the socket gets only packets for that group (ip(7)).
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

/** In the form that `addMembership` takes: an IPv4 address of the interface, or `::%name`. */
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
    `The station cannot listen on port ${port} of ${address} (${reason}).`,
    {
      where: `udp://${address}:${port}`,
      hint: hints[cause.code ?? ''] ?? 'Check the address, the port and the interface.',
      cause,
    },
  );
}

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program uses this port: stop it, or choose another port.',
  EADDRNOTAVAIL: 'This machine does not have that address: leave the address out to listen on all of them.',
  EACCES: 'Ports below 1024 need rights that the station should not have: choose a higher port.',
};
