// When a stream counts as disturbed: more packets are lost than a network may lose, and when that is over. Pure: the caller gives the
// clock.
import type { DisturbanceCounts, EngineEvent, StreamHealth } from '../contract/index.ts';
import type { StreamStatistics } from '../media/index.ts';

/** A shorter time would warn of a single packet; a longer one would come too late. */
const lookSeconds = 30;
/** Above it, nearly every window has a damaged picture: see the table in docs/media.md. */
const beginShare = 0.005;
/** Well below, so that a stream at the limit is not told again and again. */
const endShare = 0.001;
/** Of a slow stream, one packet alone may be more than `beginShare`. */
const fewPackets = 3;

interface Sample extends StreamStatistics {
  readonly seconds: number;
  readonly skippedWindows: number;
}

type DisturbanceEvent = Extract<EngineEvent, { type: 'streamDisturbed' | 'streamRecovered' }>;

export class Disturbance {
  /** Of the last seconds, and the newest one before them. */
  private samples: Sample[] = [];
  private since: { readonly seconds: number; readonly before: Sample } | null = null;

  /** As screens are told; null before the first look. */
  get health(): StreamHealth | null {
    const newest = this.samples.at(-1);
    if (newest === undefined) return null;
    const { packets, pictures, skippedWindows } = newest;
    return { packets, pictures, lostShare: this.lostShare(), disturbed: this.since !== null, skippedWindows };
  }

  /**
   * To be called about once a second.
   *
   * @param nowSeconds Of a clock that never jumps.
   * @param skippedWindows Since the source was opened, like the statistics.
   */
  look(nowSeconds: number, statistics: StreamStatistics, skippedWindows: number): DisturbanceEvent | null {
    this.samples.push({ ...statistics, seconds: nowSeconds, skippedWindows });
    while ((this.samples[1]?.seconds ?? nowSeconds) <= nowSeconds - lookSeconds) this.samples.shift();
    const share = this.lostShare();
    if (share === null) return null;
    if (this.since !== null) return share < endShare ? this.end(nowSeconds) : null;
    if (share <= beginShare || this.lost() < fewPackets) return null;
    this.since = { seconds: nowSeconds, before: this.samples[0]! };
    return { type: 'streamDisturbed', lostShare: share };
  }

  /** It is over, also when the source was closed; null: there is none. */
  end(nowSeconds: number): DisturbanceEvent | null {
    const { since } = this;
    const newest = this.samples.at(-1);
    if (since === null || newest === undefined) return null;
    this.since = null;
    const seconds = nowSeconds - since.seconds;
    return { type: 'streamRecovered', seconds, counts: countsBetween(since.before, newest) };
  }

  private lost(): number {
    return (this.samples.at(-1)?.packets?.lost ?? 0) - (this.samples[0]?.packets?.lost ?? 0);
  }

  /** Null when nothing was sent, as far as one knows. */
  private lostShare(): number | null {
    const received =
      (this.samples.at(-1)?.packets?.received ?? 0) - (this.samples[0]?.packets?.received ?? 0);
    const sent = received + this.lost();
    return sent > 0 ? this.lost() / sent : null;
  }
}

function countsBetween(before: Sample, after: Sample): DisturbanceCounts {
  return {
    packets: difference(before.packets, after.packets) ?? {
      received: 0,
      lost: 0,
      late: 0,
      duplicated: 0,
    },
    pictures: difference(before.pictures, after.pictures),
    skippedWindows: after.skippedWindows - before.skippedWindows,
  };
}

function difference<Counts extends { readonly [Name in keyof Counts]: number }>(
  before: Counts | null,
  after: Counts | null,
): Counts | null {
  if (after === null) return null;
  const names = Object.keys(after) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, after[name] - (before?.[name] ?? 0)])) as Counts;
}
