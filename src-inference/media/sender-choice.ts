// Which of several senders to a UDP port is watched. Two that are mixed, picture by picture, would be judged as one. Pure: times come
// from the caller's clock, in seconds.

/** A sender that was silent for so long is gone: another one may take its place. */
const silentSeconds = 1;
/** Another sender is told at most so often. */
const tellSeconds = 60;
/** Of another sender: more than a camera sends in that time. */
const mostKept = 4000;

export interface ChosenPackets {
  /** Of the sender that is watched. After a change: also what it has sent since the one before it fell silent. */
  readonly taken: readonly Uint8Array[];
  /** The sender that is left out, when it is time to tell. */
  readonly other: string | null;
}

interface Kept {
  readonly seconds: number;
  readonly packet: Uint8Array;
}

/**
 * A sender that is started anew, or that repeats a file, comes from another port at once. Its first packets may be the only ones with
 * a key frame, so they are kept until it is known whether the one before it is gone.
 */
export class SenderChoice {
  private watched: string | null = null;
  private heardSeconds = 0;
  private next: { readonly sender: string; packets: Kept[] } | null = null;
  private toldSeconds = Number.NEGATIVE_INFINITY;

  /** @param sender See `senderOf`. */
  take(packet: Uint8Array, sender: string, nowSeconds: number): ChosenPackets {
    if (this.watched === null) this.watched = sender;
    if (this.watched === sender) {
      this.heardSeconds = nowSeconds;
      return { taken: [packet], other: null };
    }
    const kept = this.keep(packet, sender, nowSeconds);
    if (nowSeconds - this.heardSeconds < silentSeconds) {
      // One that begins when another one ends is none to tell of.
      const isBeside = kept.some(({ seconds }) => seconds < this.heardSeconds);
      const isTime = isBeside && nowSeconds - this.toldSeconds >= tellSeconds;
      if (isTime) this.toldSeconds = nowSeconds;
      return { taken: [], other: isTime ? sender : null };
    }
    const taken = kept.filter(({ seconds }) => seconds >= this.heardSeconds).map((one) => one.packet);
    this.watched = sender;
    this.heardSeconds = nowSeconds;
    this.next = null;
    return { taken, other: null };
  }

  private keep(packet: Uint8Array, sender: string, seconds: number): readonly Kept[] {
    if (this.next?.sender !== sender) this.next = { sender, packets: [] };
    const { packets } = this.next;
    packets.push({ seconds, packet });
    while (packets.length > mostKept || seconds - packets[0]!.seconds > 2 * silentSeconds) packets.shift();
    return packets;
  }
}

/**
 * Address and port, and the SSRC of RTP (RFC 3550, 5.1): a relay may send for several cameras.
 *
 * @param packet As it came.
 */
export function senderOf(packet: Uint8Array, address: string, port: number): string {
  const host = address.includes(':') ? `[${address}]` : address;
  const payloadType = packet[1]! & 0x7f;
  // RTCP, which may come to the same port, has other fields there (RFC 5761, 4).
  const isRtp = packet.length >= 12 && packet[0]! >> 6 === 2 && (payloadType < 64 || payloadType > 95);
  if (!isRtp) return `${host}:${port}`;
  const ssrc = new DataView(packet.buffer, packet.byteOffset).getUint32(8);
  return `${host}:${port}, SSRC ${ssrc.toString(16).padStart(8, '0')}`;
}
