// Judges windows by the plan that is in force, and puts another plan in its place between two parts: what belongs to the
// new part already is judged again by the new plan. Pure.
import {
  type AbortReason,
  argmax,
  type Checker,
  type PartMark,
  type SequenceEvent,
  type WindowScores,
} from '../contract/index.ts';

/** By what parts are judged; its checker knows one continuous stretch of time. */
export interface JudgingPlan {
  /** @returns Null when nothing is to be checked. */
  makeChecker(): Checker | null;
  /** Parts begin when somebody says so, not with an action. */
  readonly startsByMark?: boolean;
}

export type JudgeEvent<Plan> =
  | SequenceEvent
  | {
      readonly type: 'partAborted';
      readonly part: number;
      readonly atSeconds: number;
      readonly reason: AbortReason;
    }
  /** From here on this plan judges. */
  | { readonly type: 'planInForce'; readonly plan: Plan };

/** What the journal says of a part that was in progress when the engine was lost. */
export interface LostPart {
  readonly number: number;
  /** From the end of the part before it on. */
  readonly windows: readonly WindowScores[];
  /** Judgements that were told, amendments among them. */
  readonly judgements: number;
  /** How it was begun; null: with an action. */
  readonly mark?: PartMark | null;
}

/** Five minutes with a hop of a quarter second: more than the longest doubt about where a part began. */
const keptWindows = 1200;
/** An action is over for certain when it is less likely than this: windows overlap, its end is seen for a while. */
const stillSeen = 0.1;

export class PartJudge<Plan extends JudgingPlan> {
  private plan: Plan;
  private next: Plan | null = null;
  private checker: Checker | null;
  private partsBefore = 0;
  private lastPart = 0;
  private open: number | null = null;
  private seconds = 0;
  private kept: WindowScores[] = [];
  /** Index of the label that goes on from before the part was closed by hand. */
  private lingering: number | null = null;

  constructor(plan: Plan) {
    this.plan = plan;
    this.checker = plan.makeChecker();
  }

  /** Number of the part in progress, which counts from 1 within a run. */
  get openPart(): number | null {
    return this.open;
  }

  get isChecking(): boolean {
    return this.checker !== null;
  }

  /**
   * Takes up the part of a lost engine: its windows are judged again, and what was said of them already is not said again.
   *
   * @returns What is left to say; null when the windows do not tell of the part any more.
   */
  resume(lost: LostPart): readonly JudgeEvent<Plan>[] | null {
    this.partsBefore = lost.number - 1;
    const { mark = null } = lost;
    const begun = mark === null ? [] : this.mark(mark);
    const since =
      mark === null ? lost.windows : lost.windows.filter((one) => one.endSeconds > mark.atSeconds);
    const events = [...begun, ...since.flatMap((window) => this.push(window))];
    if (this.lastPart < lost.number) return null;
    let toSkip = lost.judgements;
    return events.filter((event) => {
      if (event.type === 'planInForce' || event.type === 'partAborted' || event.part > lost.number)
        return true;
      if (event.type === 'stepJudged') return toSkip-- <= 0;
      return event.type === 'partEnded';
    });
  }

  push(window: WindowScores): readonly JudgeEvent<Plan>[] {
    this.seconds = window.endSeconds;
    if (this.lingering !== null) {
      if (window.probabilities[this.lingering]! >= stillSeen) return [];
      this.lingering = null;
    }
    this.kept.push(window);
    if (this.kept.length > keptWindows) this.kept.shift();
    const told: JudgeEvent<Plan>[] = [];
    for (const event of this.checker?.push(window) ?? []) {
      told.push(this.numbered(event));
      if (event.type === 'partEnded' && this.next) return [...told, ...this.judgeAgain(event.atSeconds)];
    }
    return told;
  }

  /** The source has ended, or a pass over it: what is open is judged. */
  finish(): readonly JudgeEvent<Plan>[] {
    const events = (this.checker?.finish() ?? []).map((event) => this.numbered(event));
    return [...events, ...this.startOver()];
  }

  /** The part in progress is judged as it stands; the next one begins with the next action, with a code at once. */
  closePart(code: string | null = null): readonly JudgeEvent<Plan>[] {
    if (this.open === null) return this.begin(code);
    const last = this.kept.at(-1);
    const judged = this.mark({ kind: 'end', atSeconds: this.seconds, code: null });
    const events = [...judged, ...this.startOver()];
    if (last) this.lingering = argmax(last.probabilities);
    return [...events, ...this.begin(code)];
  }

  /** The part in progress ends without a verdict. */
  abortPart(reason: AbortReason): readonly JudgeEvent<Plan>[] {
    const part = this.open;
    const last = this.kept.at(-1);
    if (part === null) return [];
    this.open = null;
    const events = this.startOver();
    if (last && reason === 'abandoned') this.lingering = argmax(last.probabilities);
    return [{ type: 'partAborted', part, atSeconds: this.seconds, reason }, ...events];
  }

  /** A new stretch of time begins. */
  startOver(): readonly JudgeEvent<Plan>[] {
    this.partsBefore = this.lastPart;
    this.kept = [];
    this.lingering = null;
    const { next } = this;
    this.next = null;
    if (next) this.plan = next;
    this.checker = this.plan.makeChecker();
    return next ? [{ type: 'planInForce', plan: next }] : [];
  }

  /** Holds from the next part on, at once when none is in progress. */
  judgeBy(plan: Plan): readonly JudgeEvent<Plan>[] {
    this.next = plan;
    return this.open === null ? this.startOver() : [];
  }

  private begin(code: string | null): readonly JudgeEvent<Plan>[] {
    if (code === null && this.plan.startsByMark !== true) return [];
    return this.mark({ kind: 'start', atSeconds: this.seconds, code });
  }

  private mark(mark: PartMark): readonly JudgeEvent<Plan>[] {
    return (this.checker?.mark(mark) ?? []).map((event) => this.numbered(event));
  }

  private numbered(event: SequenceEvent): SequenceEvent {
    const part = event.part + this.partsBefore;
    this.lastPart = part;
    if (event.type === 'partStarted') this.open = part;
    if (event.type === 'partEnded') this.open = null;
    return { ...event, part };
  }

  private judgeAgain(fromSeconds: number): readonly JudgeEvent<Plan>[] {
    const windows = this.kept.filter(
      ({ startSeconds, endSeconds }) => (startSeconds + endSeconds) / 2 >= fromSeconds,
    );
    const events = this.startOver();
    return [...events, ...windows.flatMap((window) => this.push(window))];
  }
}
