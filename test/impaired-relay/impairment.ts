// What a bad network does to each packet. It depends on the seed and on the number of the packet alone, never on time: the same packets
// always suffer the same. Pure.

/** Everything that is left out does not happen. Shares are from 0 to 1. */
export interface Impairment {
  readonly seed?: number;
  /** So many packets pass first, unharmed. */
  readonly afterPackets?: number;
  /** Each packet alone. */
  readonly lossShare?: number;
  /** Bursts of loss (Gilbert 1960, Elliott 1963): in the bad state `lossShare` of the packets is lost, in the good one none. */
  readonly burst?: {
    /** Probability that a packet of the good state is the last one of it. */
    readonly beginShare: number;
    readonly endShare: number;
    readonly lossShare: number;
  };
  readonly duplicateShare?: number;
  readonly reorder?: { readonly share: number; readonly byPackets: number };
  readonly delayMilliseconds?: number;
  /** At most so much later, evenly spread. Packets may overtake each other. */
  readonly jitterMilliseconds?: number;
  /** All packets from this number on, counted from 0. */
  readonly cuts?: readonly { readonly fromPacket: number; readonly packets: number }[];
}

/** What happens to one packet. */
export interface Fate {
  readonly cause: 'passes' | 'lost' | 'cut';
  readonly copies: 0 | 1 | 2;
  /** It goes after so many packets that came after it. */
  readonly behindPackets: number;
  readonly delayMilliseconds: number;
}

const purposes = ['loss', 'state', 'duplicate', 'reorder', 'jitter'] as const;
type Purpose = (typeof purposes)[number];

const unharmed: Fate = { cause: 'passes', copies: 1, behindPackets: 0, delayMilliseconds: 0 };

/** @returns The fate of the next packet, each time that it is called. */
export function createImpairment(impairment: Impairment): () => Fate {
  const { seed = 1, lossShare = 0, burst, duplicateShare = 0, reorder, cuts = [] } = impairment;
  const { delayMilliseconds = 0, jitterMilliseconds = 0, afterPackets = 0 } = impairment;
  let number = -1;
  let isBad = false;
  const chance = (purpose: Purpose): number =>
    randomOf(seed, number * purposes.length + purposes.indexOf(purpose));

  const isLost = (): boolean => {
    if (burst === undefined) return chance('loss') < lossShare;
    const lostNow = isBad && chance('loss') < burst.lossShare;
    if (chance('state') < (isBad ? burst.endShare : burst.beginShare)) isBad = !isBad;
    return lostNow;
  };

  return () => {
    number += 1;
    if (number < afterPackets) return unharmed;
    // The state of bursts goes on during a cut.
    const lost = isLost();
    const isCut = cuts.some(
      ({ fromPacket, packets }) => number >= fromPacket && number < fromPacket + packets,
    );
    if (isCut || lost) {
      return { cause: isCut ? 'cut' : 'lost', copies: 0, behindPackets: 0, delayMilliseconds: 0 };
    }
    return {
      cause: 'passes',
      copies: chance('duplicate') < duplicateShare ? 2 : 1,
      behindPackets: reorder !== undefined && chance('reorder') < reorder.share ? reorder.byPackets : 0,
      delayMilliseconds: delayMilliseconds + chance('jitter') * jitterMilliseconds,
    };
  };
}

/** Bursts of this mean length that lose this share of all packets. */
export function burstsOf(lossShare: number, meanPackets: number): NonNullable<Impairment['burst']> {
  const endShare = 1 / meanPackets;
  return { beginShare: (endShare * lossShare) / (1 - lossShare), endShare, lossShare: 1 };
}

/** 0 to 1, the same for the same two numbers (the finalizer of MurmurHash3). */
function randomOf(seed: number, at: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ Math.imul(at + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
