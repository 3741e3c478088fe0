// Whether this machine can keep the hop of a live source. The network is timed before the run; where it is too slow, a window
// comes less often, but at even times, and everybody is told. Otherwise windows would be dropped at random.
import type { LiveHop, NetworkChoice } from '../contract/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import type { Clip } from '../windows/index.ts';
import type { InferenceTimer } from './inference-timer.ts';

/** Longer hops are multiples of this. */
const gridSeconds = 0.25;
/** Share of the hop that the network may take: decoding, judging and outputs need the machine too. */
const usableShare = 0.9;
/** Clips that are timed, or fewer when they take longer than `longestMeasureMilliseconds` together. */
const timedClips = 5;
const longestMeasureMilliseconds = 2000;
/** Windows of a run after which their times count. */
const leastWindows = 5;

interface TimedModel {
  readonly card: ModelCard;
  /** The one that the timer is around. */
  readonly classifier: Classifier;
}

interface Measured {
  readonly networkSeconds: number;
  /** Why the hop is longer, where it is. */
  readonly reason: Exclude<LiveHop['reason'], 'asWanted'>;
}

/** An inference server, or what runs the network on this machine. */
type Place = NetworkChoice['backend'];

/** The pace of the network during one run of a live source. Within a run it only gets slower, where the network runs. */
export class LivePace {
  private readonly timer: InferenceTimer;
  /** A network with a state must see every picture once. */
  private readonly isFixed: boolean;
  private measured: Measured;
  private place: Place;
  /** Of places where the network ran before. */
  private readonly known = new Map<Place, Measured>();

  /** @throws StationError when the network fails. */
  static async measure(timer: InferenceTimer, { card, classifier }: TimedModel): Promise<LivePace> {
    const clip = emptyClip(card);
    timer.restart();
    do await classifier.classify(clip);
    while (timer.count < timedClips && timer.totalMilliseconds < longestMeasureMilliseconds);
    const pace = new LivePace(timer, timer.medianMilliseconds! / 1000, {
      isFixed: card.input.state.length > 0,
      place: classifier.choice.backend,
    });
    timer.restart();
    return pace;
  }

  private constructor(
    timer: InferenceTimer,
    networkSeconds: number,
    { isFixed, place }: { readonly isFixed: boolean; readonly place: Place },
  ) {
    this.timer = timer;
    this.isFixed = isFixed;
    this.place = place;
    this.measured = { networkSeconds, reason: isFixed ? 'fixed' : 'slowNetwork' };
  }

  /** @param wantedSeconds The hop that the settings or the model ask for. */
  hopFor(wantedSeconds: number): LiveHop {
    const { networkSeconds, reason } = this.measured;
    const needed = networkSeconds / usableShare;
    if (needed <= wantedSeconds) {
      return { wantedSeconds, seconds: wantedSeconds, networkSeconds, reason: 'asWanted' };
    }
    const seconds = this.isFixed ? wantedSeconds : Math.ceil(needed / gridSeconds) * gridSeconds;
    return { wantedSeconds, seconds, networkSeconds, reason };
  }

  /**
   * The network runs there from now on. What it takes there is known, or shows when windows are dropped.
   *
   * @returns Whether the hop may have to change.
   */
  moveTo(place: Place): boolean {
    if (place === this.place) return false;
    this.known.set(this.place, this.measured);
    this.place = place;
    this.timer.restart();
    const known = this.known.get(place);
    if (known === undefined) return false;
    this.measured = known;
    return true;
  }

  /**
   * To be called when windows were dropped. A moment of load changes nothing: the median of the last windows counts.
   *
   * @returns Whether the network is too slow for this hop.
   */
  isTooSlowFor(hopSeconds: number): boolean {
    const networkSeconds = (this.timer.medianMilliseconds ?? 0) / 1000;
    if (this.isFixed || this.timer.count < leastWindows || networkSeconds <= usableShare * hopSeconds) {
      return false;
    }
    this.measured = { networkSeconds, reason: 'droppedWindows' };
    return true;
  }
}

/** Before the time at which sources begin, so that no window follows it. */
function emptyClip({ window: { seconds }, input: { frames, height, width } }: ModelCard): Clip {
  const picture = new Uint8Array(height * width * 3);
  return { startSeconds: -2 * seconds, endSeconds: -seconds, frames: Array(frames).fill(picture) };
}
