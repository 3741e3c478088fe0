// Cuts the frames of a run into windows, by a hop that this machine can keep, and has the network name those that are whole.
import type { SourceSpec, WindowScores } from '../contract/index.ts';
import type { Frame } from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import { type Clip, everyWindow, newestWindow, WindowAssembler, type WindowFlow } from '../windows/index.ts';
import { mostDamagedShareOf } from './damaged-windows.ts';
import type { EventLog } from './event-log.ts';
import type { JudgingPlans } from './judging-plans.ts';
import type { LivePace } from './network-pace.ts';
import type { Plan } from './plan.ts';

/** A window in which too much is damaged or missing. */
export interface UnseenWindow {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly probabilities: null;
}

export type NamedWindow = WindowScores | UnseenWindow;

/** After so long without a frame a live source stood still: windows with its last picture would show something that was long over. */
const stoodStillSeconds = 2;

/** The capture time of the frame that completed a window. */
export type CaptureSeconds = number;

export interface NamedWindowsParts {
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly spec: SourceSpec;
  /** See `RunParts`. */
  readonly live: LivePace | null;
  readonly plans: JudgingPlans<Plan>;
  readonly eventLog: EventLog;
  readonly monotonicSeconds: () => number;
}

export class NamedWindows {
  private readonly parts: NamedWindowsParts;
  private readonly onNamed: (window: NamedWindow, captured: CaptureSeconds, dropped: number) => Promise<void>;
  private hopSeconds: number;
  private cutter: WindowAssembler;
  private flow: WindowFlow<CaptureSeconds>;
  private lastSeconds = Number.POSITIVE_INFINITY;

  /** @param onNamed Called for one window at a time, with the number of windows that were dropped before it. */
  constructor(parts: NamedWindowsParts, onNamed: NamedWindows['onNamed']) {
    this.parts = parts;
    this.onNamed = onNamed;
    this.hopSeconds = parts.plans.current.hopSeconds;
    this.cutter = this.makeCutter();
    this.flow = this.makeFlow();
  }

  async push(frame: Frame, presentationSeconds: number): Promise<void> {
    const { data, damage = 0, missingBefore = 0, captureSeconds } = frame;
    if (this.parts.live !== null && presentationSeconds - this.lastSeconds > stoodStillSeconds)
      this.cutAnew();
    this.lastSeconds = presentationSeconds;
    for (const clip of this.cutter.push({ data, presentationSeconds, damage, missingBefore })) {
      await this.flow.offer(clip, captureSeconds);
    }
  }

  /** Resolves when every window that was begun is named. */
  async finish(): Promise<void> {
    for (const clip of this.cutter.finish()) await this.flow.offer(clip, this.parts.monotonicSeconds());
    await this.flow.drain();
  }

  /** Windows that are not named yet never are. */
  cancel(): void {
    this.flow.cancel();
  }

  /** No window has frames from before and after this. */
  cutAnew(): void {
    this.cutter = this.makeCutter();
  }

  /** After `cancel` or `finish`. */
  beginAnew(): void {
    this.cutAnew();
    this.flow = this.makeFlow();
  }

  /** Cuts windows by the hop of the plan or, from a live source, by one that this machine can keep. */
  async keepHop(): Promise<void> {
    const { live, plans, eventLog } = this.parts;
    const wanted = plans.current.hopSeconds;
    const hop = live?.hopFor(wanted) ?? null;
    this.hopSeconds = hop?.seconds ?? wanted;
    this.cutAnew();
    if (hop) await eventLog.publish({ type: 'hopState', hop });
  }

  /** Takes another hop when the network is too slow for this one, or when another machine names the windows. */
  async keepPace(hasDropped: boolean): Promise<void> {
    const { live, classifier } = this.parts;
    if (hasDropped && live?.isTooSlowFor(this.hopSeconds)) await this.keepHop();
    if (live?.moveTo(classifier.choice.backend) && this.mayKeepAnotherHop()) await this.keepHop();
  }

  /** Windows are cut anew only for another hop: pictures that wait for their window would be lost. */
  private mayKeepAnotherHop(): boolean {
    const { live, plans } = this.parts;
    return live !== null && live.hopFor(plans.current.hopSeconds).seconds !== this.hopSeconds;
  }

  private makeCutter(): WindowAssembler {
    const { window, input } = this.parts.card;
    return new WindowAssembler({ seconds: window.seconds, hopSeconds: this.hopSeconds }, input.frames);
  }

  private makeFlow(): WindowFlow<CaptureSeconds> {
    const { classifier, live } = this.parts;
    const makeFlow = live
      ? newestWindow<CaptureSeconds, NamedWindow>
      : everyWindow<CaptureSeconds, NamedWindow>;
    return makeFlow(
      async (clip) => (this.isUnseen(clip) ? unseen(clip) : classifier.classify(clip)),
      this.onNamed,
    );
  }

  private isUnseen({ damagedShare = 0 }: Clip): boolean {
    return damagedShare > mostDamagedShareOf(this.parts.spec);
  }
}

function unseen({ startSeconds, endSeconds }: Clip): UnseenWindow {
  return { startSeconds, endSeconds, probabilities: null };
}
